#!/usr/bin/env python3
"""Diffusion through a layer L and a film of permeability P in series (Crank 1975, section 3.3.3):

    neutral:      J = (c_0 - c_out) / (L / D + 1 / P)
    1:1 salt, electroneutral:  dc/dx = -(J+ / D+ + J- / D-) / 2,  J+- = P+- (c_L - c_out)
Departures from electroneutrality are of second order in lambda/L = 2e-5 (L = 5 um: a hundred times as large).
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, HEIGHT, BATH, OUTSIDE = 50e-6, 1e-6, 100.0, 10.0
D = {"Na": 1.334e-9, "Cl": 2.032e-9, "urea": 1.38e-9}
P = {"Na": 1e-5, "Cl": 1e-4, "urea": 3e-5}
RESISTANCE = LENGTH / 2 * (P["Na"] / D["Na"] + P["Cl"] / D["Cl"])
END = (BATH + RESISTANCE * OUTSIDE) / (1 + RESISTANCE)
FLUX = {"Na": P["Na"] * (END - OUTSIDE), "Cl": P["Cl"] * (END - OUTSIDE),
        "urea": 20.0 / (LENGTH / D["urea"] + 1 / P["urea"])}
SOURCE = "film and layer in series: Crank 1975, section 3.3.3; Newman and Thomas-Alyea 2004, chapter 11"

expected = Expected(__file__)
for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
    for name, flux in FLUX.items():
        tight = 2e-6 if name != "urea" else 1e-9
        expected.flux("right", name, HEIGHT * flux, tight, SOURCE, run=run)
        expected.flux("left", name, -HEIGHT * flux, tight, SOURCE, run=run)
    expected.profile("line", LENGTH / 2, "c_Na", (BATH + END) / 2, 2e-6, SOURCE, run=run)
expected.write()
