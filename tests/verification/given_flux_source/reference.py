#!/usr/bin/env python3
"""Steady diffusion (Crank 1975, The Mathematics of Diffusion, sections 4.2 and 4.3.9):

    driven:    c = c_R + J (L - x) / D
    produced:  c = c_0 + S x (L - x) / (2 D), S L / 2 out of either side
    wave:      c = c_0 + S L^2 / (pi^2 D) sin(pi x / L), S L / pi out of either side
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

L, H, J = 50e-6, 20e-6, 2e-4
SOURCE = "steady diffusion with flux or source: Crank 1975, chapter 4 (direct integration)"

expected = Expected(__file__)
for run, near in (("electrochemical potential", 1e-7), ("concentration", 1e-11)):
    expected.flux("left", "driven", -J * H, 1e-11, SOURCE, run=run)
    expected.flux("right", "driven", J * H, 1e-11, SOURCE, run=run)
    for side in ("left", "right"):
        expected.flux(side, "produced", 4 * L / 2 * H, 1e-11, SOURCE, run=run)
        expected.flux(side, "wave", 3 * L / math.pi * H, 1e-9, SOURCE, run=run)
    for x in (0.0, 0.25 * L, 0.5 * L):
        expected.profile("line", x, "c_driven", 1 + J * (L - x) / 1e-9, near, SOURCE, run=run)
    for x in (0.25 * L, 0.5 * L):
        expected.profile("line", x, "c_produced", 1 + 4 * x * (L - x) / (2 * 2e-9), near, SOURCE, run=run)
        expected.profile("line", x, "c_wave", 1 + 3 * L**2 / (math.pi**2 * 0.5e-9) * math.sin(math.pi * x / L),
                         max(near, 1e-9), SOURCE, run=run)
expected.write()
