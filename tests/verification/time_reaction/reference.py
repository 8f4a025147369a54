#!/usr/bin/env python3
"""A <-> B in a closed, well-mixed box (any textbook of kinetics, e.g. Atkins, Physical Chemistry, "Relaxation methods"):

    a(t) = a_eq + (a_0 - a_eq) exp(-(k_f + k_b) t),   a_eq = k_b (a_0 + b_0) / (k_f + k_b)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

KF, KB, A0, B0, VOLUME = 100.0, 50.0, 10.0, 1.0, 1e-12
SOURCE = "relaxation of a first-order reaction, Atkins"

expected = Expected(__file__)
equilibrium = KB * (A0 + B0) / (KF + KB)
for t in (2e-3, 5e-3, 1e-2, 3e-2):
    a = equilibrium + (A0 - equilibrium) * math.exp(-(KF + KB) * t)
    at = f"time [s]={t:g}"
    expected.add("amounts.csv", f"species=A;{at}", "amount", a * VOLUME, 1e-6, SOURCE)
    expected.add("amounts.csv", f"species=B;{at}", "amount", (A0 + B0 - a) * VOLUME, 1e-6, SOURCE)
    expected.add("amounts.csv", f"species=B;{at}", "produced", (A0 - a) * VOLUME, 1e-6, SOURCE)
expected.add("amounts.csv", "last", "amount", (A0 + B0 - equilibrium) * VOLUME, 1e-7, SOURCE)
expected.write()
