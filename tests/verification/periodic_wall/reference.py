#!/usr/bin/env python3
"""phi(x, y) = sum sigma_k cos(k x + d_k) sinh(q (H - y)) / (eps q cosh(q H)),  q^2 = k^2 + 1 / Debye length^2:
the linearised Poisson-Boltzmann equation, separated (as in Richmond 1974, J Chem Soc Faraday II 70:1066)."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, Expected, WATER, debye_length

PERIOD, HEIGHT = 6 * NM, 12 * NM
MODES = ((1, 1e-5, 1.0), (2, 1e-5, 0.3 - math.pi / 2))
SOURCE = "linearised Poisson-Boltzmann equation, separated (Richmond 1974, J Chem Soc Faraday II 70:1066)"


def potential(x, y):
    total = 0.0
    for mode, charge, phase in MODES:
        k = 2 * math.pi * mode / PERIOD
        q = math.hypot(k, 1 / debye_length(WATER, [(1, 100), (-1, 100)]))
        total += charge * math.cos(k * x + phase) * math.sinh(q * (HEIGHT - y)) / (WATER * q * math.cosh(q * HEIGHT))
    return total


expected = Expected(__file__)
for x in (0.0, 0.75 * NM, 1.5 * NM, 4.5 * NM, 6 * NM):
    expected.profile("wall", x, "phi", potential(x, 0.0), 3e-9, SOURCE, kind="absolute")
for y in (0.5 * NM, 1 * NM, 2 * NM):
    expected.profile("side", y, "phi", potential(6 * NM, y), 3e-9, SOURCE, kind="absolute")
expected.write()
