#!/usr/bin/env python3
"""Currents through a bipolar membrane in water, by collocation (pnp_line.py, ln c and c, bound 1e-12).

Forwards (negative) every current is that of ions that flow into the joint; backwards that of the co-ions that the layers let
in, all but independent of the voltage.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Layer, Problem, checked
from references import Expected

WIDTH, SOURCE = 10e-6, "PNP in 1-D, Gauss collocation"
RESIN = [Layer(5e-6, charge, (0.1, 0.1)) for charge in (-1000.0, 1000.0)]
expected = Expected(__file__)
for volts in (-1.0, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1.0):
    problem = Problem((1, -1), (1.334e-9, 2.032e-9), [Layer(5e-6), *RESIN, Layer(5e-6)], End((100.0, 100.0)),
                      End((100.0, 100.0), potential=volts))
    solution, bound = checked(problem)
    assert bound < 1e-11, bound
    # of iv.csv: into the domain at the right
    expected.add("iv.csv", f"voltage [V]={volts}", "current", -solution.current * WIDTH, 1e-5, SOURCE)
expected.add("iv.csv", "voltage [V]=0", "current", 0.0, 1e-9 * WIDTH * 65.0, "equilibrium", kind="absolute")
expected.write()
