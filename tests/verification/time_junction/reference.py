#!/usr/bin/env python3
"""Relaxation of a liquid junction by the method of lines, see pnp_in_time.py: potential of the junction, profiles, free energy
and the dissipation by which it falls."""

import pathlib
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_in_time import Slab
from references import Expected

LENGTH, HEIGHT = 400e-9, 20e-9
TIMES = (5e-10, 1e-8, 1e-7, 1e-6, 5e-6, 5e-5)
PLACES = (120e-9, 200e-9, 280e-9)
SOURCE = "method of lines: Chebyshev collocation, BDF (scipy)"


def solve(n):
    return Slab(n, LENGTH, (9.31e-9, 2.03e-9), 0.0, None).solve(
        lambda x: 5.5 + 4.5 * numpy.tanh((x - LENGTH / 2) / 20e-9), TIMES, PLACES)


if __name__ == "__main__":
    coarse, best = solve(112), solve(144)
    print("largest difference", numpy.abs(best - coarse).max(axis=1), file=sys.stderr)
    expected = Expected(__file__)
    fall = best[0][2] - best[-1][2]
    for time, (_, junction, energy, friction, *rest) in zip(TIMES, best):
        at = f"time [s]={time:g}"
        expected.add("observables.csv", f"observable=free energy;{at}", "value", energy * HEIGHT, 1e-4 * fall * HEIGHT, SOURCE,
                     kind="absolute")
        if time < TIMES[-1]:  # then the salt is even, to 1e-5
            expected.add("observables.csv", f"observable=dissipation;place=all;{at}", "value", friction * HEIGHT, 1e-3, SOURCE)
        expected.add("profile_line.csv", f"s [m]=4e-07;{at}", "phi", junction, 2e-6, SOURCE, kind="absolute")
        for x, phi, c in zip(PLACES, rest[:3], rest[3:]):
            where = f"s [m]={x:g};{at}"
            expected.add("profile_line.csv", where, "phi", phi, 2e-6, SOURCE, kind="absolute")
            expected.add("profile_line.csv", where, "c_H", c, 5e-5, SOURCE)
    expected.write()
