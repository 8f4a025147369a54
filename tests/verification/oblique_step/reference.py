#!/usr/bin/env python3
"""A step carried by a flow (1, 0.5) m/s: at a cell Peclet number of 1e4 the exact solution is 1 below the line y = 0.25 mm + x / 2 and 0 above
it (characteristics; the layer is 10 um wide at the outflow), no value lies below 0 or above 1 (maximum principle), and what enters at the left,
1 m/s x 0.25 mm, and at the bottom, 0.5 m/s x 1 mm, leaves at the right. Across the step both schemes spread it: upwind by some cells.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "characteristics and maximum principle (Gilbarg and Trudinger 2001, chapter 3)"
expected = Expected(__file__)
# "fine": 128 x 128 distorted cells, where Newton's method has to follow many neighbours that change places
for run, spread, far in (("limited", 1e-3, 1e-5), ("upwind", 2e-2, 5e-3), ("fine", 2e-4, 1e-6)):
    expected.observable("least c_solute", "bounds", 0.0, 1e-9, SOURCE, kind="absolute", run=run)
    expected.observable("greatest c_solute", "bounds", 1.0, 1e-7, SOURCE, kind="absolute", run=run)
    expected.flux("left", "solute", -2.5e-4, 1e-10, "given", run=run)
    expected.flux("bottom", "solute", -5e-4, 1e-10, "given", run=run)
    expected.flux("right", "solute", 7.5e-4, spread, SOURCE, run=run)
    # What entered before x = 0.5 mm, less what the schemes' spread lets out; the plane is a line of nodes.
    expected.observable("flux through plane", "middle", 5e-4, spread / 100, "given", species="solute", run=run)
    expected.profile("out", 2.5e-4, "c_solute", 1.0, far, SOURCE, run=run)
    expected.observable("amount", "domain", 5e-7, spread * 2, SOURCE, species="solute", run=run)
expected.write()
