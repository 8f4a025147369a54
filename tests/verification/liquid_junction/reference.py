#!/usr/bin/env python3
"""Zero-current potential of a binary salt (Planck 1890; Newman and Thomas-Alyea 2004, section 11.4),

    V = (RT/F) (D+ - D-)/(D+ + D-) ln(c_left/c_right),  and with a current i through L at linear c
    V = that - i integral dx/kappa,   kappa = F^2 (D+ + D-) c / RT,   i positive towards the right.
Departures from electroneutrality are of order (lambda/L)^2 = 4e-7.
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, THERMAL_VOLTAGE, F, Expected

CATION, ANION, LEFT, RIGHT, LENGTH, HEIGHT = 1.334e-9, 2.032e-9, 100.0, 10.0, 5e-6, 1e-6
SUM = CATION + ANION
OPEN = THERMAL_VOLTAGE * (CATION - ANION) / SUM * math.log(LEFT / RIGHT)
RESISTANCE = RT / (F**2 * SUM) * LENGTH / (LEFT - RIGHT) * math.log(LEFT / RIGHT) / HEIGHT
SOURCE = "diffusion potential: Planck 1890; Newman and Thomas-Alyea 2004, chapter 11"
SALT = 2 * CATION * ANION / SUM * (LEFT - RIGHT) / LENGTH * HEIGHT
RUNS = json.loads((pathlib.Path(__file__).parent / "runs.json").read_text())

expected = Expected(__file__)
for run, options in RUNS.items():
    into = float(next((o.split("=")[1].split()[0] for o in options if "right/Current" in o), 0))
    expected.add("unknown_potentials.csv", "boundary=right", "potential", OPEN + into * RESISTANCE, 1e-5,
                 SOURCE, run=run)
    expected.add("unknown_potentials.csv", "boundary=right", "missed by / size of terms", 0.0, 1e-11,
                 "given", kind="absolute", run=run)
    if into:
        expected.flux("right", "all", -into, 1e-9, "given", run=run)
        expected.flux("left", "all", into, 1e-7, "continuity of the current", run=run)
    else:
        expected.flux("right", "all", 0.0, 1e-9 * F * SALT, "given", kind="absolute", run=run)
    expected.flux("right", "Na", SALT - CATION / SUM * into / F, 1e-5, SOURCE, run=run)
    expected.flux("right", "Cl", SALT + ANION / SUM * into / F, 1e-5, SOURCE, run=run)
expected.write()
