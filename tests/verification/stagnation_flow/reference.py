#!/usr/bin/env python3
"""Flow (k x, -k y) against a wall that takes all solute: c = c0 erf(y sqrt(k / 2 D)), and the flux to the wall
is c0 sqrt(2 k D / pi) everywhere (Bird, Stewart, Lightfoot 2002, section 12.4: slip instead of shear). At the
top, where the flow brings c0 along, the layer has ended."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, K, C0, WIDTH, HEIGHT = 1e-9, 20.0, 2.0, 40e-6, 60e-6
SOURCE = "c = c0 erf(y sqrt(k / 2 D)) solves -k y c' = D c''"

expected = Expected(__file__)
flux = WIDTH * C0 * math.sqrt(2 * K * D / math.pi)
expected.flux("bottom", "solute", flux, 5e-6, SOURCE)
expected.flux("top", "solute", -K * HEIGHT * WIDTH * C0, 1e-9, SOURCE)
expected.flux("right", "solute", K * HEIGHT * WIDTH * C0 - flux, 1e-6, SOURCE)
for y in (10e-6, 20e-6, 40e-6):
    expected.profile("line", y, "c_solute", C0 * math.erf(y * math.sqrt(K / (2 * D))), 5e-5, SOURCE)
expected.write()
