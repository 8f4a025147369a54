#!/usr/bin/env python3
"""A Gaussian hill of width s that a uniform flow carries through the sides of a square of width L, each of which is the same place as the opposite one, while it
spreads by diffusion (Crank 1975, section 2.2): the sum of the hills of all squares of the plane,

    c = s^2 / (s^2 + 2 D t) sum_mn exp(-|x - x_0 - v t + (m, n) L|^2 / (2 (s^2 + 2 D t)))

The amount, 2 pi s^2 on the plane, stays (the given hill is cut off 4.2 s from its top). Nothing is negative. The limiter clips the top, not the flanks.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "diffusion in the moving frame, periodic: Crank 1975, section 2.2"
WIDTH, DIFFUSIVITY, VELOCITY, TIME, PERIOD, CENTRE = 0.12e-3, 1e-9, (1e-3, -0.7e-3), 0.5, 1e-3, 0.5e-3
AMOUNT = 2 * math.pi * WIDTH**2 * math.erf(CENTRE / WIDTH / math.sqrt(2)) ** 2


def concentration(*place):
    square, product = WIDTH**2 + 2 * DIFFUSIVITY * TIME, 1.0
    for x, v in zip(place, VELOCITY):
        product *= sum(math.exp(-((x - CENTRE - v * TIME + m * PERIOD) ** 2) / (2 * square)) for m in range(-4, 5))
    return WIDTH**2 / square * product


expected = Expected(__file__)
for run, top, side, amount in (("limited", 0.18, 0.05, 1e-5), ("TR-BDF2", 0.18, 0.05, 1e-5), ("adaptive", 0.18, 0.08, 3e-3)):
    for y in (0.0, 0.05e-3, 0.15e-3, 0.3e-3, 0.35e-3, 0.9e-3, 0.95e-3, 1e-3):  # along the side x = L, the hill's top at 0.15 mm
        tolerance = top if abs(y - 0.15e-3) < 0.07e-3 else side
        expected.add("profile_side.csv", f"interpolate:s [m]={y:g};time [s]={TIME:g}", "c_solute", concentration(PERIOD, y), tolerance, SOURCE, run=run)
    expected.add("observables.csv", f"observable=least c_solute;place=bounds;time [s]={TIME:g}", "value", 0.0, 1e-5, "nothing is negative", kind="absolute", run=run)
    expected.add("observables.csv", f"observable=amount;place=domain;species=solute;time [s]={TIME:g}", "value", AMOUNT, amount, "nothing leaves", run=run)
expected.write()
