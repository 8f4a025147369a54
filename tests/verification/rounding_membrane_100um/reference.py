#!/usr/bin/env python3
"""Membrane potential and salt flux of a charged membrane without a current, by collocation (pnp_line.py, bound 1e-11), which must
agree with the closed form of Teorell (1935), Meyer and Sievers (1936) to Debye length over thickness.
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Layer, Problem, checked
from references import THERMAL_VOLTAGE, Expected

X, LEFT, RIGHT, D_PLUS, D_MINUS, WIDTH = 1000.0, 10.0, 100.0, 1.334e-9, 2.032e-9, 100e-6
SOURCE = "PNP in 1-D, Gauss collocation; Teorell 1935; Meyer and Sievers 1936"
RUNS = {"default mesh": ([], 2e-7), "degree 4": (["--set", "Discretization/Degree=4"], 2e-8)}

U = (D_PLUS - D_MINUS) / (D_PLUS + D_MINUS)
total = [math.hypot(X, 2 * c) for c in (LEFT, RIGHT)]
donnan = [-math.asinh(X / (2 * c)) for c in (LEFT, RIGHT)]
THEORY = THERMAL_VOLTAGE * (donnan[0] - donnan[1] - U * math.log((total[1] + U * X) / (total[0] + U * X)))

problem = Problem((1, -1), (D_PLUS, D_MINUS), [Layer(WIDTH, -X)], End((LEFT, LEFT)), End((RIGHT, RIGHT), current=0.0))
solution, bound = checked(problem)
assert bound < 1e-11 and math.isclose(solution.potential, THEORY, rel_tol=2e-5), (bound, solution.potential, THEORY)

expected = Expected(__file__)
for run, (_, tolerance) in RUNS.items():
    expected.add("unknown_potentials.csv", "boundary=right", "potential", solution.potential, tolerance, SOURCE, run=run)
    for ion, flux in zip(("Na", "Cl"), solution.fluxes):
        expected.flux("right", ion, flux * WIDTH, tolerance, SOURCE, run=run)
        expected.flux("left", ion, -flux * WIDTH, tolerance, SOURCE, run=run)
if "--print" not in sys.argv[1:]:
    (expected.folder / "runs.json").write_text(json.dumps({run: way for run, (way, _) in RUNS.items()}, indent=2) + "\n")
expected.write()
