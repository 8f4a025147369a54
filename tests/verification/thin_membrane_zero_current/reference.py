#!/usr/bin/env python3
"""The Nernst potential of the only ion that passes (Nernst 1889): V = RT/F ln(c_out / c_in), no flux of any ion.

A flux counts as zero below 1e-8 of the one-way flux of K through the membrane, P c u / (1 - exp(-u)).
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, R

THERMAL, WIDTH = R * 310.15 / F, 2e-9
INSIDE, OUTSIDE = 140.0, 5.0
NERNST = THERMAL * math.log(OUTSIDE / INSIDE)
SOURCE = "Nernst 1889; no current, one ion"
RUNS = {f"{p:g} m/s": p for p in (1e-10, 1e-11, 1e-12)}

expected = Expected(__file__)
for run, permeability in RUNS.items():
    u = NERNST / THERMAL
    one_way = WIDTH * permeability * INSIDE * u / -math.expm1(-u)
    expected.add("unknown_potentials.csv", "boundary=left", "potential", NERNST, 1e-8, SOURCE, run=run)
    for boundary in ("left", "right", "inside | outside: inside side", "inside | outside: outside side"):
        for ion in ("K", "Na", "Cl", "A"):
            expected.flux(boundary, ion, 0.0, 1e-8 * one_way, SOURCE, kind="absolute", run=run)
        expected.flux(boundary, "all", 0.0, 1e-8 * F * one_way, SOURCE, kind="absolute", run=run)
if "--print" not in sys.argv[1:]:
    path = ["--set", "Boundary conditions/inside | outside/Membrane permeability of K="]
    runs = {run: [path[0], f"{path[1]}{p:g} m/s"] for run, p in RUNS.items()}
    (expected.folder / "runs.json").write_text(json.dumps(runs, indent=2) + "\n")
expected.write()
