#!/usr/bin/env python3
"""A Gaussian hill of width s in a flow that turns as a solid body (LeVeque 1996, SIAM J. Numer. Anal. 33, 627) and spreads by diffusion: in the turning frame
nothing but diffusion is left (Crank 1975, section 2.2),

    c = s^2 / (s^2 + 2 D t) exp(-|x - x_c(t)|^2 / (2 (s^2 + 2 D t))),   x_c(t) turned by omega t

on the plane; the sides of the square, where c is 0, are 2.5 s away from it. Nothing is negative. The limiter may clip the top (it sees an extreme value there, and
takes nothing of upwind's diffusion back), not the flanks.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "diffusion in the turning frame: Crank 1975, section 2.2"
WIDTH, DIFFUSIVITY, OMEGA, TIME = 0.12e-3, 1e-9, math.pi, 0.5
START, CENTRE = (0.5e-3, 0.7e-3), 0.5e-3


def concentration(x, y):
    angle = OMEGA * TIME
    dx, dy = START[0] - CENTRE, START[1] - CENTRE
    at = CENTRE + dx * math.cos(angle) - dy * math.sin(angle), CENTRE + dx * math.sin(angle) + dy * math.cos(angle)
    square = WIDTH**2 + 2 * DIFFUSIVITY * TIME
    return WIDTH**2 / square * math.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * square))


expected = Expected(__file__)
for run, top, side in (("limited", 0.12, 0.05), ("none", 0.03, 0.03), ("streamline", 0.01, 0.01), ("adaptive", 0.09, 0.05)):
    for y in (0.35e-3, 0.4e-3, 0.5e-3, 0.6e-3, 0.65e-3):  # along the way of the hill
        tolerance = top if y == 0.5e-3 else side
        expected.add("profile_through.csv", f"interpolate:s [m]={y:g};time [s]={TIME:g}", "c_solute", concentration(0.3e-3, y), tolerance, SOURCE, run=run)
    expected.add("observables.csv", f"observable=least c_solute;place=bounds;time [s]={TIME:g}", "value", 0.0, 5e-4 if run in ("none", "streamline") else 1e-8, "nothing is negative", kind="absolute", run=run)
expected.write()
