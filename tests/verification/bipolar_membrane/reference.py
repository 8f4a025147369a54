#!/usr/bin/env python3
"""Bath | negative layer | positive layer | bath in one dimension: see pnp_slab.py. Mauro 1962 (Biophys J 2:179):
the current is large when the right side is negative (cations and anions flow to the joint), small when it is positive.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_slab import SOURCE, Slab, Slabs
from references import F, NM, Expected

WIDTH = 10 * NM
LAYERS = [Slab(20 * NM, 1.0, 0.0), Slab(60 * NM, 0.1, -100.0), Slab(40 * NM, 0.2, 150.0), Slab(30 * NM, 1.0, 0.0)]

expected = Expected(__file__)
currents = {}
for run, voltage in (("blocked", 0.2), ("open", -0.2)):
    solution = Slabs(LAYERS, 20.0, 20.0, 1.957e-9, 2.032e-9).solve(voltage, steps=8)
    plus, minus = solution.fluxes() * WIDTH
    currents[run] = F * (plus - minus)
    expected.flux("right", "K", plus, 2e-5, SOURCE, run=run)
    expected.flux("right", "Cl", minus, 2e-5, SOURCE, run=run)
    expected.flux("left", "all", -currents[run], 2e-5, SOURCE, run=run)
    for x in (10, 20, 50, 80, 100, 120, 135):  # nm from the left end; the joints too
        phi, c_plus, c_minus = solution.at(x * NM)
        expected.profile("through", x * NM, "phi", phi, 5e-6, SOURCE, kind="absolute", run=run)
        if x not in (20, 80, 120):
            expected.profile("through", x * NM, "c_K", c_plus, 2e-4, SOURCE, run=run)
            expected.profile("through", x * NM, "c_Cl", c_minus, 2e-4, SOURCE, run=run)
assert abs(currents["open"]) > 5 * abs(currents["blocked"])
expected.write()
