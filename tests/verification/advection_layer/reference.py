#!/usr/bin/env python3
"""Advection and diffusion across a slab of thickness L, closed form. A constant field adds a drift to the
velocity v of the water, w = v + z D F E / RT, and  J = w c - D dc/dx  is the same everywhere:

    c(x) = c0 + (c1 - c0) (exp(P x/L) - 1) / (exp(P) - 1),   P = w L / D
    J    = w (c0 - (c1 - c0) / (exp(P) - 1))

(Patankar 1980, Numerical Heat Transfer and Fluid Flow, eq. 5.14.)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, THERMAL_VOLTAGE

LENGTH, HEIGHT, FIELD, VELOCITY = 1e-6, 0.2e-6, 0.03 / 1e-6, 0.02
SPECIES = {"K": (1, 1.957e-9, 100, 10), "Cl": (-1, 2.032e-9, 40, 90), "urea": (0, 1.38e-9, 5, 50)}
SOURCE = "advection-diffusion in a slab: Patankar 1980, eq. 5.14"

expected = Expected(__file__)
for run, tolerance, local in (("electrochemical potential", 2e-5, 2e-4), ("concentration", 2e-5, 2e-4)):
    current = 0.0
    for name, (z, diffusivity, left, right) in SPECIES.items():
        speed = VELOCITY + z * diffusivity * FIELD / THERMAL_VOLTAGE
        peclet = speed * LENGTH / diffusivity
        flux = HEIGHT * speed * (left - (right - left) / math.expm1(peclet))
        current += z * F * flux
        expected.flux("right", name, flux, tolerance, SOURCE, run=run)
        expected.flux("left", name, -flux, tolerance, SOURCE, run=run)
        expected.observable("flux through plane", "middle", flux, tolerance, SOURCE, species=name, run=run)
        for t in (0.5, 0.75):
            expected.profile("line", t * LENGTH, f"c_{name}",
                             left + (right - left) * math.expm1(peclet * t) / math.expm1(peclet), local,
                             SOURCE, run=run)
    expected.flux("right", "all", current, tolerance, SOURCE, run=run)
expected.write()
