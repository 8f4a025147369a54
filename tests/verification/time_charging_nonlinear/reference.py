#!/usr/bin/env python3
"""Charging of blocking electrodes at 100 mV by the method of lines, see pnp_in_time.py. The voltage 2 V stands from t = 0
on: the electrodes' work is 2 V (q - q0 / 2), with the charge q0 of the empty condenser that comes with the jump; what is
not in the free energy has been dissipated."""

import math
import pathlib
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_in_time import Slab
from references import RT, WATER, Expected

LENGTH, HEIGHT, V = 192e-9, 1e-8, 0.05
FIRST_CHARGE, FIRST_ENERGY = WATER * 2 * V / LENGTH, -2 * RT * (math.log(1000.0) + 1) * LENGTH  # 1 mol/m^3 of both ions
TIMES = (1e-8, 1e-7, 1e-6, 5e-6, 2e-5)
PLACES = (6e-9, 96e-9, 180e-9)
SOURCE = "method of lines: Chebyshev collocation, BDF (scipy)"


def solve(n):
    return Slab(n, LENGTH, (1e-9, 2e-9), -V, V).solve(numpy.ones_like, TIMES, PLACES)


if __name__ == "__main__":
    coarse, best = solve(48), solve(64)
    print("largest relative difference", numpy.abs((best - coarse) / best).max(axis=1), file=sys.stderr)
    expected = Expected(__file__)
    for time, (charge, _, energy, _, *rest) in zip(TIMES, best):
        expected.add("observables.csv", f"observable=surface charge;place=right;time [s]={time:g}", "value",
                     charge * HEIGHT, 2e-5, SOURCE)
        work = 2 * V * (charge - FIRST_CHARGE / 2)
        for column, value in (("work", work), ("work of electrodes", work),
                              ("dissipated", work - (energy - FIRST_ENERGY))):
            expected.add("energies.csv", f"time [s]={time:g}", column, value * HEIGHT, 1e-4, SOURCE)
        for x, phi, c in zip(PLACES, rest[:3], rest[3:]):
            where = f"interpolate:s [m]={x:g};time [s]={time:g}"
            expected.add("profile_line.csv", where, "phi", phi, 2e-5 * V, SOURCE, kind="absolute")
            expected.add("profile_line.csv", where, "c_K", c, 5e-5, SOURCE)
    expected.write()
