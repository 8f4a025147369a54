#!/usr/bin/env python3
"""First-order reaction in a slab, closed at one end: uptake D c phi tanh(phi) / L, phi = L sqrt(k/D) (Thiele 1939, Ind. Eng. Chem.
31, 916; Bird, Stewart, Lightfoot 2002, section 18.4). A wall that takes k c behind a stagnant layer: c / (1/k + L/D).
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, WIDTH, PHI = 1e-3, 1e-4, 40.0

expected = Expected(__file__)
for species, c in (("substrate", 3.0), ("ester", 1e-3)):
    expected.flux("right", species, -WIDTH * 2e-9 * c / LENGTH * PHI * math.tanh(PHI), 1e-5, "Thiele 1939 (closed form)")
for species, c, d in (("O2", 0.25, 2e-9), ("drug", 1e-6, 1e-9)):
    expected.flux("left", species, WIDTH * c / (1 / 1.0 + LENGTH / d), 1e-9, "series of resistances")
expected.write()
