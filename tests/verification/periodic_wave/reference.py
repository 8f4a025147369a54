#!/usr/bin/env python3
"""A flow (1, 0.8) m/s through sides that are the same place. With k = 2 pi / mm,

    c = 1/2 + 1/2 Re (A exp(p x) + B exp(q (x - L))) exp(i (k y - 1)),   D p^2 - u p - (D k^2 + i k v) = 0, and so q,

solves v . grad c = D lap c (separation of variables); A and B follow from the wave given at x = 0 and from dc/dx = 0 at the outflow x = L.
With "band" the cell Peclet number is 1e4: the exact solution is what was given at the left, 1 for y < 0.2 mm and y > 0.7 mm, 0.8 x further up
(characteristics), from 0.9 to 0.4 mm through the side at x = 1.5 mm; no value lies below 0 or above 1 (maximum principle).
What enters, 1 m/s x 0.5 mol/m^3 x 1 mm, passes through every plane.
"""

import cmath
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

U, V, DIFFUSIVITY, LENGTH, PERIOD = 1.0, 0.8, 5e-6, 2e-3, 1e-3
K = 2 * cmath.pi / PERIOD
ROOT = cmath.sqrt(U * U + 4 * DIFFUSIVITY * (DIFFUSIVITY * K * K + 1j * K * V))
P, Q = (U - ROOT) / (2 * DIFFUSIVITY), (U + ROOT) / (2 * DIFFUSIVITY)
WAVE, PLANE = "separation of variables", "what enters passes"
MAXIMUM = "maximum principle (Gilbarg and Trudinger 2001, chapter 3)"


def concentration(x, y):
    ratio = -P * cmath.exp(P * LENGTH) / Q  # of B to A
    a = 1 / (1 + ratio * cmath.exp(-Q * LENGTH))
    return 0.5 + 0.5 * (a * (cmath.exp(P * x) + ratio * cmath.exp(Q * (x - LENGTH))) * cmath.exp(1j * (K * y - 1))).real


expected = Expected(__file__)
for run, side, top in (("limited", 2.5e-3, 3.5e-2), ("fine", 1.5e-4, 5e-3)):  # beside the periodic sides, and at a crest
    for y in (0.0, 0.0625e-3, 0.125e-3, 0.5e-3, 0.5625e-3, 0.625e-3, 1e-3):
        expected.profile("across", y, "c_solute", concentration(1.5e-3, y), side, WAVE, kind="absolute", run=run)
    expected.profile("across", 0.375e-3, "c_solute", concentration(1.5e-3, 0.375e-3), top, WAVE, kind="absolute", run=run)
    expected.observable("flux through plane", "middle", 5e-4, 1e-9, PLANE, species="solute", run=run)
for run, far in (("band", 1e-2), ("adaptive band", 5e-2)):
    expected.observable("least c_solute", "bounds", 0.0, 2e-5, MAXIMUM, kind="absolute", run=run)
    expected.observable("greatest c_solute", "bounds", 1.0, 2e-5, MAXIMUM, kind="absolute", run=run)
    expected.observable("flux through plane", "middle", 5e-4, 1e-6 if run == "adaptive band" else 1e-9, PLANE, species="solute", run=run)
    for y in (0.1e-3, 0.2e-3, 0.65e-3):
        expected.profile("across", y, "c_solute", 0.0 if y == 0.65e-3 else 1.0, far, "characteristics", kind="absolute", run=run)
expected.write()
