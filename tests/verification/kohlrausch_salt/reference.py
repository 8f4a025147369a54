#!/usr/bin/env python3
"""A salt without a current, J = integral 2 D+ D- / (D+ + D-) dc / L and dphi = - RT/F (D+ - D-)/(D+ + D-) dln c (Planck 1890),
with D_i = D_i0 (1 - k_i sqrt(c)), c in mol/L (Kohlrausch 1900, Wied Ann 306:132): quadrature."""

import math
import pathlib
import sys

from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

LEFT, RIGHT, LENGTH, HEIGHT = 20.0, 1.0, 1e-4, 1e-5
SOURCE = "salt diffusion with Kohlrausch's square-root law (Wied Ann 306:132), quadrature"


def ions(c):
    root = math.sqrt(c * 1e-3)
    return 1.334e-9 * (1.0 - 0.84 * root), 2.032e-9 * (1.0 - 0.63 * root)


def salt(c):
    cation, anion = ions(c)
    return 2.0 * cation * anion / (cation + anion)


def integral(function, a, b):
    return quad(function, a, b, epsabs=0.0, epsrel=1e-13)[0]


def potential(c):
    return THERMAL_VOLTAGE * integral(lambda s: (ions(s)[0] - ions(s)[1]) / sum(ions(s)) / s, c, LEFT)


expected = Expected(__file__)
whole = integral(salt, RIGHT, LEFT)
flux = whole / LENGTH
expected.flux("right", "Na", HEIGHT * flux, 1e-6, SOURCE)
expected.flux("right", "Cl", HEIGHT * flux, 1e-6, SOURCE)
for x in (0.25, 0.5, 0.75, 1.0):
    c = brentq(lambda c: integral(salt, c, LEFT) - x * whole, RIGHT * 0.999, LEFT, xtol=1e-13, rtol=1e-14)
    if x < 1.0:
        expected.profile("line", x * LENGTH, "c_Na", c, 1e-6, SOURCE)
    expected.profile("line", x * LENGTH, "phi", potential(c), 1e-6, SOURCE)
expected.write()
