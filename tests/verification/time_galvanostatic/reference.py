#!/usr/bin/env python3
"""Charging of blocking electrodes at a given current: with sigma(s) V = charge an area after a step of -+V (time_charging),
a current density i from t = 0 has  phi(s) = i / (s^2 sigma(s))  at either electrode, inverted by Talbot's contour.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "time_charging")]
from formulas import SOURCE, invert, transforms
from references import Expected

HEIGHT, CURRENT = 1e-8, 5e-9

expected = Expected(__file__)
for time in (1e-8, 1e-7, 5e-7, 1e-6, 2e-6):
    half = invert(lambda s: CURRENT / HEIGHT / (s * s * s * transforms(s, 1.0)[0]), time)
    expected.add("unknown_potentials.csv", f"boundary=right;time [s]={time:g}", "potential", 2 * half, 2e-4, SOURCE)
    expected.add("observables.csv", f"observable=surface charge;place=right;time [s]={time:g}", "value", CURRENT * time,
                 1e-7, "charge = current times time")
expected.write()
