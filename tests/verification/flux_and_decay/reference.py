#!/usr/bin/env python3
"""D c'' = k c with -D c'(0) = J and -D c'(L) = P c(L): c = A cosh((L - x) / l) + B sinh((L - x) / l), l = sqrt(D / k), with
B = A P l / D; without decay c = J / P + J (L - x) / D (Crank 1975, sections 4.3.1 and 14.2.2).
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, J, L = 1e-9, 1e-6, 100e-6
SOURCE = "Crank 1975, sections 4.3.1 and 14.2.2 (closed form)"


def decaying(x, k, p):
    length = math.sqrt(D / k)
    b = p * length / D
    a = J * length / D / (math.sinh(L / length) + b * math.cosh(L / length))
    return a * (math.cosh((L - x) / length) + b * math.sinh((L - x) / length))


def film(x):
    return J / 1e-5 + J * (L - x) / D


expected = Expected(__file__)
for run, solution in (("both", lambda x: decaying(x, 0.3, 1e-5)), ("decay", lambda x: decaying(x, 0.3, 0.0)), ("film", film),
                      ("film by potentials", film)):
    for x in (0.0, 25e-6, 50e-6, 75e-6, 100e-6):
        expected.profile("line", x, "c_drug", solution(x), 1e-6, SOURCE, run=run)
    expected.flux("right", "drug", 1e-5 * solution(L) * 10e-6 if run != "decay" else 0.0, 1e-6 if run != "decay" else 1e-20, SOURCE,
                  kind="relative" if run != "decay" else "absolute", run=run)
expected.write()
