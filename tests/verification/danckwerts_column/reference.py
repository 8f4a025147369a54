#!/usr/bin/env python3
"""A column of length L with velocity v, dispersion D and a source S per volume, closed form.

    v c' - D c'' = S,   v c - D c' = v c_in at the inlet,   c' = 0 at the outlet  (Danckwerts 1953)
    c = c_in + D S / v^2 + S x / v - (S D / v^2) exp(-P (1 - x/L)),   P = v L / D

so that what leaves is what entered and what the source made: c(L) = c_in + S L / v.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, HEIGHT, VELOCITY, DISPERSION, SOURCE_RATE = 1.0, 0.1, 5e-6, 1e-6, 1e-5
SOURCE = "Danckwerts 1953 (Chem. Eng. Sci. 2, 1), boundary conditions; source instead of decay"

expected = Expected(__file__)
PECLET = VELOCITY * LENGTH / DISPERSION
jump = DISPERSION * SOURCE_RATE / VELOCITY**2
for t in (0.0, 0.5, 1.0):
    c = 1.0 + jump + SOURCE_RATE * t * LENGTH / VELOCITY - jump * math.exp(-PECLET * (1 - t))
    expected.profile("line", t * LENGTH, "c_tracer", c, 1e-6, SOURCE)
    expected.profile("line", t * LENGTH, "c_inert", 3.0, 1e-9, SOURCE)
expected.flux("left", "tracer", -VELOCITY * HEIGHT * 1.0, 1e-9, SOURCE)
expected.flux("right", "tracer", HEIGHT * (VELOCITY + SOURCE_RATE * LENGTH), 1e-9, SOURCE)
expected.flux("right", "inert", VELOCITY * HEIGHT * 3.0, 1e-9, SOURCE)
expected.write()
