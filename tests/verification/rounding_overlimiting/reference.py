#!/usr/bin/env python3
"""Current above the limiting one of a binary salt, by collocation (pnp_line.py, ln c and c on graded meshes, bound 1e-11). Without
space charge the limiting current is 2 F D c / L (Levich 1962); with it there is more (Rubinstein and Shtilman 1979).
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Layer, Problem, checked
from references import Expected, F

LENGTH, WIDTH, VOLTS = 9.619830031199032e-06, 4.809915015599516e-07, 0.5138515824217169
SOURCE = "PNP in 1-D, Gauss collocation; Rubinstein and Shtilman 1979"
problem = Problem((1, -1), (1e-9, 2e-9), [Layer(LENGTH)], End((1.0, 1.0), potential=VOLTS), End((1.0, None)))
solution, bound = checked(problem)
limiting = 2 * 1e-9 * 1.0 / LENGTH
assert bound < 1e-10 and 1.0 < solution.fluxes[0] / limiting < 1.2, (bound, solution.fluxes[0] / limiting)

expected = Expected(__file__)
for boundary, sign in (("right", 1), ("left", -1)):
    expected.flux(boundary, "cat", sign * WIDTH * solution.fluxes[0], 1e-8, SOURCE)
    expected.flux(boundary, "all", sign * WIDTH * F * solution.fluxes[0], 1e-8, SOURCE)
    expected.flux(boundary, "an", 0.0, 1e-8 * WIDTH * solution.fluxes[0], "not discharged", kind="absolute")
expected.write()
