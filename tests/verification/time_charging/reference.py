#!/usr/bin/env python3
"""Charging of blocking electrodes at -+V: see formulas.py."""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
from formulas import HALF, SOURCE, invert, transforms
from references import WATER, Expected

HEIGHT, V = 1e-8, 5e-5

expected = Expected(__file__)
# On the mesh that follows, the tail of 5 us is below what its target asks of the fluxes of the moment.
# The table switches on later.
for time, run in [(time, run) for run, n in (("graded mesh", 6), ("from a table", 3), ("mesh that follows", 5))
                  for time in (1e-8, 1e-7, 5e-7, 1e-6, 2e-6, 5e-6)[:n]]:
    at = f"time [s]={time + 1e-7 if run == 'from a table' else time:g}"
    sigma = invert(lambda s: transforms(s, V)[0], time)
    start = WATER * V / HALF  # at t = 0+ the charge is that of the capacitor without ions
    current = invert(lambda s: s * transforms(s, V)[0] - start, time)
    expected.add("observables.csv", f"observable=surface charge;place=right;{at}", "value", sigma * HEIGHT,
                 2e-4, SOURCE, run=run)
    expected.add("fluxes.csv", f"boundary=right;species=all;{at}", "total current", -current * HEIGHT, 1e-3,
                 SOURCE, run=run)
    for x in (12e-9, 48e-9, 84e-9):
        phi = invert(lambda s, x=x: transforms(s, V)[1](x), time)
        expected.add("profile_line.csv", f"interpolate:s [m]={x + HALF:g};{at}", "phi", phi, 2e-4, SOURCE, run=run)
expected.write()
