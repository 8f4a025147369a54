#!/usr/bin/env python3
"""Conducting sphere (radius a, charge Q) inside a sphere b with phi = V0 + E z (Jackson 1999, section 2.5):

    phi = V0 + Q/(4 pi eps) (1/r - 1/b) + A (r - a^3/r^2) cos(theta),   A = E / (1 - a^3/b^3)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, WATER, Expected

A, B, MEAN, FIELD = 10 * NM, 20 * NM, 0.01, 0.02 / (20 * NM)
SOURCE = "conducting sphere in a uniform field: Jackson 1999, section 2.5; spherical capacitor"

expected = Expected(__file__)
for run, charge in (("uncharged", 0.0), ("charged", 2e-18), ("charged, MUMPS, concentration", -1e-18)):
    def potential(r, cosine):
        return (MEAN + charge / (4 * math.pi * WATER) * (1 / r - 1 / B)
                + FIELD / (1 - (A / B) ** 3) * (r - A**3 / r**2) * cosine)
    expected.add("unknown_potentials.csv", "boundary=inner", "potential", potential(A, 0.0), 2e-5, SOURCE, run=run)
    expected.add("unknown_potentials.csv", "boundary=inner", "charge", charge, 1e-9 * 1e-18, "given",
                 kind="absolute", run=run)
    for s in (0.0, 2 * NM, 4 * NM):
        expected.profile("line", s, "phi", potential(A + NM + s, 0.8), 2e-6, SOURCE,
                         kind="absolute", run=run)
expected.write()
