#!/usr/bin/env python3
"""Charging of blocking electrodes at a given current: with sigma(s) V = charge an area after a step of -+V (time_charging),
a current density i from t = 0 has  phi(s) = i / (s^2 sigma(s))  at either electrode, inverted by Talbot's contour. Compact layers
(Stern 1924) are in series, as all of the current passes each: i t / C more at either.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "time_charging")]
from formulas import SOURCE, invert, transforms
from references import Expected

HEIGHT, CURRENT = 1e-8, 5e-9

expected = Expected(__file__)
for run, layers in (("bare", []), ("compact layers", [0.2, 0.1])):
    for time in (1e-8, 1e-7, 5e-7, 1e-6, 2e-6):
        half = invert(lambda s: CURRENT / HEIGHT / (s * s * s * transforms(s, 1.0)[0]), time)
        drop = sum(CURRENT / HEIGHT * time / one for one in layers)
        expected.add("unknown_potentials.csv", f"boundary=right;time [s]={time:g}", "potential", 2 * half + drop, 2e-4, SOURCE, run=run)
        expected.add("observables.csv", f"observable=surface charge;place=right;time [s]={time:g}", "value", CURRENT * time,
                     1e-7, "charge = current times time", run=run)
expected.write()
