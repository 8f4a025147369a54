#!/usr/bin/env python3
"""Stern layer (Stern 1924) in series with the diffuse layer of Gouy and Chapman: one equation for phi_d,

    C_S (V - V_pzc - phi_d) = sigma = sqrt(8 eps RT c) sinh(F phi_d / 2RT)
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, THERMAL_VOLTAGE, WATER, Expected, debye_length

BATH, ZERO_CHARGE = 100.0, -0.05
LAMBDA = debye_length(WATER, [(1, BATH), (-1, BATH)])
STERN = "Stern 1924 with the Grahame equation; Bard and Faulkner 2001, section 13.3.3"
PROFILE = "Gouy-Chapman profile (Hunter 1981, section 2.3.1)"


def grahame(psi):
    return math.sqrt(8 * WATER * RT * BATH) * math.sinh(psi / 2)


expected = Expected(__file__)
for run, electrode, capacitance in (("300 mV", 0.3, 0.2), ("-250 mV, concentration", -0.25, 0.2),
                                    ("thin layer, MUMPS", 0.1, 5.0)):
    drive = electrode - ZERO_CHARGE
    surface = brentq(lambda psi: capacitance * (drive - psi * THERMAL_VOLTAGE) - grahame(psi), -30, 30, xtol=1e-14)
    expected.observable("surface charge", "left", 2 * NM * grahame(surface), 2e-5, STERN, run=run)
    for x in (0.0, 0.5 * NM, 1 * NM, 2 * NM):
        psi = 4 * math.atanh(math.tanh(surface / 4) * math.exp(-x / LAMBDA))
        expected.profile("layer", x, "phi", psi * THERMAL_VOLTAGE, 2e-5, PROFILE if x else STERN, run=run)
expected.write()
