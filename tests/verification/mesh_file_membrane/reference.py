#!/usr/bin/env python3
"""Bath | ion-exchange membrane | bath in one dimension: see pnp_slab.py."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_slab import SOURCE, Slab, Slabs
from references import F, NM, Expected

WIDTH = 20 * NM
slabs = [Slab(20 * NM, 1.0, 0.0), Slab(100 * NM, 0.1, -200.0), Slab(20 * NM, 1.0, 0.0)]
solution = Slabs(slabs, 100.0, 20.0, 1.957e-9, 2.032e-9).solve(-0.05)

expected = Expected(__file__)
plus, minus = solution.fluxes() * WIDTH**2
expected.flux("right", "K", plus, 1e-5, SOURCE)
expected.flux("right", "Cl", minus, 1e-5, SOURCE)
expected.flux("left", "all", -F * (plus - minus), 1e-5, SOURCE)
for x in (10, 20, 70, 120, 130):  # nm from the left end; the faces too
    phi, c_plus, c_minus = solution.at(x * NM)
    expected.profile("through", x * NM, "phi", phi, 1e-6, SOURCE, kind="absolute")
    if x not in (20, 120):
        expected.profile("through", x * NM, "c_K", c_plus, 2e-5, SOURCE)
        expected.profile("through", x * NM, "c_Cl", c_minus, 2e-5, SOURCE)
expected.write()
