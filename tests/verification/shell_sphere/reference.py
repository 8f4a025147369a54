#!/usr/bin/env python3
"""Nernst-Planck between spheres of radii a and b with phi = q (1/r - 1/b): closed form.

    d/dr (c e^{z psi}) = -J / (4 pi r^2 D) e^{z psi},  integral of e^{w/r} / r^2 = -e^{w/r} / w
    J = 4 pi D w (c_a e^{w/a} - c_b e^{w/b}) / (e^{w/a} - e^{w/b}),  w = z F q / RT
    w -> 0: J = 4 pi D (c_a - c_b) a b / (b - a)
(w <-> Smoluchowski's and Debye's factor for diffusion in a Coulomb field.)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, THERMAL_VOLTAGE, Expected

A, B, Q = 10 * NM, 20 * NM, -0.04 * 10 * NM
SPECIES = {"urea": (0, 1.38e-9, 30, 5), "K": (1, 1.957e-9, 10, 50), "SO4": (-2, 1.065e-9, 20, 3)}
SOURCE = "concentric spheres: Crank 1975 (eq. 6.5); in a Coulomb field: Debye 1942 (Trans Electrochem Soc 82:265)"


def flux(name):
    z, diffusivity, inner, outer = SPECIES[name]
    w = z * Q / THERMAL_VOLTAGE
    if w == 0:
        return 4 * math.pi * diffusivity * (inner - outer) * A * B / (B - A)
    at_a, at_b = math.exp(w / A), math.exp(w / B)
    return 4 * math.pi * diffusivity * w * (inner * at_a - outer * at_b) / (at_a - at_b)


def rows(script, runs, tolerance):
    expected = Expected(script)
    for run in runs:
        for name in SPECIES:
            for side, sign in (("outer", 1), ("inner", -1)):
                expected.flux(side, name, sign * flux(name), tolerance, SOURCE, run=run)
    expected.write()


if __name__ == "__main__":
    rows(__file__, ("electrochemical potential", "concentration"), 5e-5)
