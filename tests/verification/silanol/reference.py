#!/usr/bin/env python3
"""Charge regulation of silica in a 1:1 electrolyte (Behrens and Grier 2001, J. Chem. Phys. 115, 6716):

    sigma = - e Gamma / (1 + [H+]_b exp(-psi_0) / K),   sigma = C F^-1 RT (psi_0 - psi_d) (no layer: psi_0 = psi_d)
    sigma = sqrt(8 eps RT c) sinh(psi_d / 2),           psi = F phi / RT
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import ELEMENTARY_CHARGE, NM, RT, THERMAL_VOLTAGE, WATER, Expected, debye_length

SITES, PK, BATH = 4.816e18, 7.5, 10.001
LAMBDA = debye_length(WATER, [(1, BATH), (-1, BATH)])
SOURCE = "charge regulation: Behrens and Grier 2001, eqs. 1-7; Grahame 1947"


def diffuse(psi):
    return math.sqrt(8 * WATER * RT * BATH) * math.sinh(psi / 2)


def excess(psi_0, ph, capacitance):
    sites = -ELEMENTARY_CHARGE * SITES / (1 + 10 ** (PK - ph) * math.exp(-psi_0))
    psi_d = psi_0 - (sites / capacitance / THERMAL_VOLTAGE if capacitance else 0)
    return sites - diffuse(psi_d), psi_d


expected = Expected(__file__)
for run, ph, capacitance in (("proton", 6, 0), ("pH 9", 9, 0), ("compact layer", 6, 2.9), ("concentration", 6, 0)):
    psi_0 = brentq(lambda psi: excess(psi, ph, capacitance)[0], -20, 0, xtol=1e-14)
    surface = excess(psi_0, ph, capacitance)[1]
    expected.observable("surface charge", "left", 2 * NM * diffuse(surface), 2e-5, SOURCE, run=run)
    for x in (0.0, 1 * NM, 3 * NM):
        psi = 4 * math.atanh(math.tanh(surface / 4) * math.exp(-x / LAMBDA))
        expected.profile("layer", x, "phi", psi * THERMAL_VOLTAGE, 2e-5, SOURCE, run=run)
expected.write()
