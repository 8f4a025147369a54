#!/usr/bin/env python3
"""Nernst-Planck between cylinders r = a and b with phi = V ln(r/b): closed form.

    d/dr (c e^{z psi}) = -J / (2 pi r D) e^{z psi},  e^{z psi} = (r/b)^w,  w = z F V / RT
    J = 2 pi D w (c_a (a/b)^w - c_b) / (1 - (a/b)^w),     w -> 0: 2 pi D (c_a - c_b) / ln(b/a)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, THERMAL_VOLTAGE, Expected

A, B, V = 10 * NM, 20 * NM, 0.03
SPECIES = {"urea": (0, 1.38e-9, 30, 5), "K": (1, 1.957e-9, 10, 50), "SO4": (-2, 1.065e-9, 20, 3)}
SOURCE = "concentric cylinders: Crank 1975 (The Mathematics of Diffusion, eq. 5.5); with a field: reference.py"

expected = Expected(__file__)
for run in ("electrochemical potential", "concentration"):
    for name, (z, diffusivity, inner, outer) in SPECIES.items():
        w = z * V / THERMAL_VOLTAGE
        if w:
            ratio = (A / B) ** w
            flux = 2 * math.pi * diffusivity * w * (inner * ratio - outer) / (1 - ratio)
        else:
            flux = 2 * math.pi * diffusivity * (inner - outer) / math.log(B / A)
        for side, sign in (("outer", 1), ("inner", -1)):
            expected.flux(side, name, sign * flux, 5e-5, SOURCE, run=run)
expected.write()
