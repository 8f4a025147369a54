#!/usr/bin/env python3
"""Quasi-reversible current after a potential step, both species there (Bard and Faulkner, Electrochemical Methods, 2001, eq. 5.5.11):

    v = (k_f c_Ox - k_b c_Red) exp(H^2 t) erfc(H sqrt t),  H = k_f / sqrt(D_Ox) + k_b / sqrt(D_Red)

and its integral (eq. 5.5.27) (v_0 / H^2) [exp(H^2 t) erfc(H sqrt t) - 1 + 2 H sqrt(t / pi)].
"""

import math
import pathlib
import sys

from scipy.special import erfcx

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected, F

D_OX, D_RED, OX, RED, HEIGHT, K0, ALPHA = 1e-9, 0.6e-9, 1.0, 0.2, 1e-6, 2e-5, 0.4
SOURCE = "Bard and Faulkner 2001, eq. 5.5.11 and its integral"
eta = (0.02 - 0.05) / THERMAL_VOLTAGE
k_f, k_b = K0 * math.exp(-(1 - ALPHA) * eta), K0 * math.exp(ALPHA * eta)
H = k_f / math.sqrt(D_OX) + k_b / math.sqrt(D_RED)
v0 = k_f * OX - k_b * RED

expected = Expected(__file__)
for t in (1e-4, 1e-3, 1e-2, 1e-1):
    x = H * math.sqrt(t)
    expected.add("fluxes.csv", f"boundary=left;species=Red;time [s]={t:g}", "flux", -HEIGHT * v0 * erfcx(x), 1e-4, SOURCE)
    expected.add("fluxes.csv", f"boundary=left;species=Ox;time [s]={t:g}", "passed",
                 HEIGHT * v0 / H**2 * (erfcx(x) - 1 + 2 * x / math.sqrt(math.pi)), 1e-4, SOURCE)
    expected.add("observables.csv", f"observable=electrode current of couple;place=left;time [s]={t:g}", "value",
                 -F * HEIGHT * v0 * erfcx(x), 1e-4, SOURCE)
expected.write()
