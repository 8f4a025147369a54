#!/usr/bin/env python3
"""Cottrell's current i = F A c sqrt(D / (pi t)) and its integral, the charge 2 F A c sqrt(D t / pi) (Bard and Faulkner,
Electrochemical Methods, 2001, equations 5.2.11 and 5.8.2). The bath is 50 um away: at 100 ms exp(-L^2 / (D t)) = 1e-11.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F

D, HEIGHT, C = 1e-9, 1e-6, 1.0
SOURCE = "Cottrell 1902; Bard and Faulkner 2001, eq. 5.2.11"

expected = Expected(__file__)
for t in (1e-5, 1e-4, 1e-3, 1e-2, 1e-1):
    expected.add("fluxes.csv", f"boundary=left;species=all;time [s]={t:g}", "current",
                 F * C * HEIGHT * math.sqrt(D / (math.pi * t)), 1e-4, SOURCE)
    expected.add("fluxes.csv", f"boundary=left;species=Ox;time [s]={t:g}", "passed",
                 2 * C * HEIGHT * math.sqrt(D * t / math.pi), 1e-4, SOURCE)
expected.write()
