#!/usr/bin/env python3
"""Column with dispersion and first-order decay, Danckwerts' conditions at both ends: with the Peclet number
P = v L / D, the Damkoehler number k L / v and a = sqrt(1 + 4 Da / P)

    c(x)/c_in = 2 exp(P s / 2) [(1 + a) exp(a P (1 - s) / 2) - (1 - a) exp(-a P (1 - s) / 2)]
                / [(1 + a)^2 exp(a P / 2) - (1 - a)^2 exp(-a P / 2)],   s = x / L

(Danckwerts 1953, Chem. Eng. Sci. 2, 1; Wehner and Wilhelm 1956, Chem. Eng. Sci. 6, 89.)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, HEIGHT, VELOCITY, DECAY, INLET = 0.2, 0.02, 1e-5, 1e-4, 2.0
DISPERSION = 1e-9 + 0.02 * VELOCITY
PECLET, DAMKOEHLER = VELOCITY * LENGTH / DISPERSION, DECAY * LENGTH / VELOCITY
A = math.sqrt(1 + 4 * DAMKOEHLER / PECLET)
SOURCE = "Wehner and Wilhelm 1956; Danckwerts 1953"


def concentration(s):
    half = A * PECLET / 2
    below = (1 + A) ** 2 * math.exp(half) - (1 - A) ** 2 * math.exp(-half)
    above = (1 + A) * math.exp(half * (1 - s)) - (1 - A) * math.exp(-half * (1 - s))
    return INLET * 2 * math.exp(PECLET * s / 2) * above / below


expected = Expected(__file__)
expected.flux("left", "Rn", -VELOCITY * INLET * HEIGHT, 1e-9, SOURCE)
expected.flux("right", "Rn", VELOCITY * concentration(1.0) * HEIGHT, 1e-5, SOURCE)
for s in (0.0, 0.25, 0.5, 1.0):
    expected.profile("line", s * LENGTH, "c_Rn", concentration(s), 1e-5, SOURCE)
expected.write()
