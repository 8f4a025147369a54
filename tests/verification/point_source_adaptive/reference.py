#!/usr/bin/env python3
"""c = Q / (4 pi D r) exp(-r sqrt(k / D)) around a point source (Carslaw and Jaeger 1959, section 10.4, with decay)."""

import pathlib
import sys
from math import exp, pi, sqrt

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

RATE, D, K = 1e-6, 1e-6, 0.01
SOURCE = "Carslaw and Jaeger 1959, section 10.4, with decay"

expected = Expected(__file__)
for r in (5e-3, 10e-3, 20e-3, 40e-3):
    expected.profile("axis", r, "c_A", RATE / (4 * pi * D * r) * exp(-r * sqrt(K / D)), 4e-3, SOURCE)
expected.add("adaptivity.csv", "last", "estimated relative error", 0.0, 1e-2, "the target", kind="absolute")
expected.write()
