#!/usr/bin/env python3
"""Leveque's solution for a wall of length L at c = 0 under a shear flow of the rate g:

    mean flux = 0.8075491 (D c0 / L) (g L^2 / D)^(1/3),   0.8075491 = 3/2 / (9^(1/3) Gamma(4/3))

It neglects diffusion along the flow, which adds 0.19 Pe^(-1/6) to 0.8075491 Pe^(1/3) (Ackerberg, Patel, Gupta
1978, J. Fluid Mech. 86, 49): 2.4e-5 of it at Pe = 1e8.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, LENGTH, HEIGHT, WALL_VELOCITY, C0 = 1e-9, 1e-3, 20e-6, 2.0, 1.0
SOURCE = "Leveque 1928 (Ann. Mines 13, 201); Bird, Stewart, Lightfoot 2002, eq. 12.4-30"

peclet = WALL_VELOCITY / HEIGHT * LENGTH**2 / D
assert abs(1.5 / (9 ** (1 / 3) * math.gamma(4 / 3)) - 0.8075491) < 1e-7
expected = Expected(__file__)
expected.flux("bottom", "solute", D * C0 * 0.8075491 * peclet ** (1 / 3), 1e-4, SOURCE)
expected.flux("left", "solute", -0.5 * WALL_VELOCITY * HEIGHT * C0, 1e-9, "flow in times what it brings")
sherwood = 0.8075491 * peclet ** (1 / 3)
expected.observable("Sherwood number", "wall", sherwood, 1e-4, SOURCE, species="solute")
expected.observable("mass transfer coefficient", "wall", sherwood * D / LENGTH, 1e-4, SOURCE, species="solute")
taken = D * sherwood / (0.5 * WALL_VELOCITY * HEIGHT)
for observable in ("conversion", "desalination"):
    expected.observable(observable, "channel", taken, 1e-4, "what the wall takes of what the flow brings", species="solute")
expected.observable("mixed concentration", "left", C0, 1e-9, "what the flow brings", species="solute")
expected.write()
