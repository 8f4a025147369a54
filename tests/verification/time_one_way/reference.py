#!/usr/bin/env python3
"""Two reactions of first order one after the other (Levenspiel 1999, Chemical Reaction Engineering, eq. 3.47 to 3.49)."""

import pathlib
import sys
from math import exp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

K1, K2, AREA = 1.0, 0.3, 1e-13
SOURCE = "Levenspiel 1999, eq. 3.47 to 3.49"

expected = Expected(__file__)
for t in (1.0, 3.0, 10.0):
    a = exp(-K1 * t)
    b = K1 / (K2 - K1) * (exp(-K1 * t) - exp(-K2 * t))
    for name, value in (("A", a), ("B", b), ("C", 1 - a - b)):
        expected.add("amounts.csv", f"time [s]={t:g};species={name}", "amount [mol/m]", value * AREA, 3e-6 * AREA, SOURCE,
                     kind="absolute")
expected.write()
