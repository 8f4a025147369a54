#!/usr/bin/env python3
"""Adsorbed ions and their diffuse layer (Langmuir 1918; Frumkin 1925; Grahame's equation): one equation for the potential,

    theta / (1 - theta) exp(g theta) = K c exp(-phi),   e Gamma theta = sqrt(8 eps RT c) sinh(phi / 2)     (phi in RT/F)
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import ELEMENTARY_CHARGE, NM, RT, THERMAL_VOLTAGE, WATER, Expected

BATH, SITES, K = 100.0, 1e18, 0.02
SOURCE = "Langmuir 1918, Frumkin 1925 with the Grahame equation"
expected = Expected(__file__)
for run, g in (("Langmuir", 0.0), ("repulsion", 3.0), ("attraction", -3.5)):
    def potential(theta):
        return 2 * math.asinh(ELEMENTARY_CHARGE * SITES * theta / math.sqrt(8 * WATER * RT * BATH))

    theta = brentq(lambda t: math.log(t / (1 - t)) + g * t - math.log(K * BATH) + potential(t), 1e-9, 1 - 1e-9, xtol=1e-15)
    expected.observable("coverage", "left", theta, 1e-6, SOURCE, species="K", run=run)
    expected.observable("surface charge", "left", 2 * NM * ELEMENTARY_CHARGE * SITES * theta, 1e-6, SOURCE, run=run)
    expected.profile("layer", 0.0, "phi", potential(theta) * THERMAL_VOLTAGE, 1e-6, SOURCE, run=run)
expected.write()
