#!/usr/bin/env python3
"""Charging of blocking electrodes at 100 mV by the method of lines, see pnp_in_time.py."""

import pathlib
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_in_time import Slab
from references import Expected

HEIGHT, V = 1e-8, 0.05
TIMES = (1e-8, 1e-7, 1e-6, 5e-6, 2e-5)
PLACES = (6e-9, 96e-9, 180e-9)
SOURCE = "method of lines: Chebyshev collocation, BDF (scipy)"


def solve(n):
    return Slab(n, 192e-9, (1e-9, 2e-9), -V, V).solve(numpy.ones_like, TIMES, PLACES)


if __name__ == "__main__":
    coarse, best = solve(48), solve(64)
    print("largest relative difference", numpy.abs((best - coarse) / best).max(axis=1), file=sys.stderr)
    expected = Expected(__file__)
    for time, (charge, _, _, _, *rest) in zip(TIMES, best):
        expected.add("observables.csv", f"observable=surface charge;place=right;time [s]={time:g}", "value",
                     charge * HEIGHT, 2e-5, SOURCE)
        for x, phi, c in zip(PLACES, rest[:3], rest[3:]):
            where = f"interpolate:s [m]={x:g};time [s]={time:g}"
            expected.add("profile_line.csv", where, "phi", phi, 2e-5 * V, SOURCE, kind="absolute")
            expected.add("profile_line.csv", where, "c_K", c, 5e-5, SOURCE)
    expected.write()
