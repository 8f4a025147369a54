#!/usr/bin/env python3
"""HCl and KCl face to face near the potential without a current, by collocation (pnp_line.py, in c on two meshes, bound 1e-13).

The current is 1e-5 of what each ion carries: the error of the mesh, 9e-10 of the flux of H, is 7e-5 of it, and its
tolerance 3e-4.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Layer, Problem, checked
from references import Expected

LENGTH, WIDTH = 1e-7, 5e-9
SOURCE = "PNP in 1-D, Gauss collocation"
problem = Problem((1, 1, -1), (9.311e-9, 1.957e-9, 2.032e-9), [Layer(LENGTH)], End((100.0, 1e-4, 100.0)),
                  End((1e-4, 100.0, 100.0), potential=0.02685))
solution, bound = checked(problem, logarithm=False, both=False)
assert bound < 1e-12, bound

expected = Expected(__file__)
for boundary, sign in (("right", 1), ("left", -1)):
    for ion, flux in zip(("H", "K", "Cl"), solution.fluxes):
        expected.flux(boundary, ion, sign * WIDTH * flux, 1e-6, SOURCE)
    expected.flux(boundary, "all", sign * WIDTH * solution.current, 3e-4, SOURCE)
expected.write()
