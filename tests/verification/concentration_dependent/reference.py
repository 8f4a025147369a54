#!/usr/bin/env python3
"""J = integral D dc / L = D0 a (exp(c0/a) - exp(cL/a)) / L, c = a ln(exp(c0/a) - x/L (exp(c0/a) - exp(cL/a)))
(Crank 1975, The Mathematics of Diffusion, section 9.2: exponential diffusion coefficients)."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D0, A, LEFT, RIGHT, LENGTH, HEIGHT = 1e-11, 200.0, 600.0, 5.0, 1e-4, 1e-5
SOURCE = "exponential diffusion coefficient: Crank 1975, section 9.2"

expected = Expected(__file__)
span = math.exp(LEFT / A) - math.exp(RIGHT / A)
for run, tolerance in (("potentials", 3e-5), ("concentrations", 1e-9)):
    expected.flux("right", "dye", HEIGHT * D0 * A * span / LENGTH, tolerance, SOURCE, run=run)
    for x in (0.25, 0.5, 0.75):
        c = A * math.log(math.exp(LEFT / A) - x * span)
        expected.profile("line", x * LENGTH, "c_dye", c, tolerance, SOURCE, run=run)
expected.write()
