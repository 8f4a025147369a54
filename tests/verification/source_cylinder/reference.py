#!/usr/bin/env python3
"""c = c_0 + S (R^2 - r^2) / (4 D) and pi R^2 h S out of the side (Krogh's and Warburg's cylinder; Crank 1975, section 5.2);
what enters through the side, 2 pi R h J, leaves through the bottom."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

R, H, S, D, J = 10e-6, 30e-6, 4.0, 2e-9, 1e-5
SOURCE = "cylinder with a source: Crank 1975, chapter 5 (direct integration)"

expected = Expected(__file__)
expected.flux("right", "produced", math.pi * R**2 * H * S, 1e-10, SOURCE)
for r in (0.0, R / 2):
    expected.profile("radius", r, "c_produced", 1 + S * (R**2 - r**2) / (4 * D), 1e-10, SOURCE)
expected.flux("right", "injected", -2 * math.pi * R * H * J, 1e-10, "given: J times the area 2 pi R h")
expected.flux("bottom", "injected", 2 * math.pi * R * H * J, 1e-9, "mass balance")
expected.write()
