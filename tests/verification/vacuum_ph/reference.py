#!/usr/bin/env python3
"""Protons from pH 3 to pH 11 through KCl, by collocation (pnp_line.py, in c on two meshes, bound 1e-13).

Nearly all of the flux is that of free diffusion, D c / L: the salt screens the diffusion potential.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Layer, Problem, checked
from references import Expected, F

LENGTH, WIDTH = 1e-7, 5e-9
SOURCE = "PNP in 1-D, Gauss collocation"
problem = Problem((1, 1, -1), (1.957e-9, 9.311e-9, 2.032e-9), [Layer(LENGTH)], End((100.0, 1.0, 101.0)),
                  End((100.0, 1e-8, 100.00000001)))
solution, bound = checked(problem, logarithm=False, both=False)
proton, chloride = solution.fluxes[1], solution.fluxes[2]
assert bound < 1e-12 and math.isclose(proton, 9.311e-9 / LENGTH, rel_tol=1e-3)

expected = Expected(__file__)
for boundary, sign in (("right", 1), ("left", -1)):
    expected.flux(boundary, "H", sign * WIDTH * proton, 1e-6, SOURCE)
    expected.flux(boundary, "Cl", sign * WIDTH * chloride, 1e-6, SOURCE)
    expected.flux(boundary, "all", sign * WIDTH * solution.current, 1e-6, SOURCE)
    expected.flux(boundary, "K", 0.0, 1e-6 * WIDTH * proton, "equal concentrations and potentials at both ends", kind="absolute")
expected.write()
