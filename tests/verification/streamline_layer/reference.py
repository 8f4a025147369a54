#!/usr/bin/env python3
"""c = c0 + (c1 - c0) (exp(P x/L) - 1) / (exp(P) - 1) at the nodes, whatever the cell Peclet number: with
tau = h / 2v (coth P_h - 1/P_h) linear elements are exact there (Christie et al. 1976, Int. J. Numer. Methods Eng. 10,
1389; Brooks and Hughes 1982)."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, LENGTH, HEIGHT, LEFT, RIGHT = 1e-9, 1e-6, 1e-6, 1.0, 3.0
SOURCE = "Patankar 1980, eq. 5.14; exact at nodes: Christie et al. 1976"

expected = Expected(__file__)
for number, velocity in (("2", 0.016), ("0.5", 0.004), ("1e4", 80.0)):
    run = "cell Peclet number " + number
    peclet = velocity * LENGTH / D

    def part(t):
        """(exp(P t) - 1) / (exp(P) - 1) without overflow"""
        return (math.exp(-peclet * (1 - t)) - math.exp(-peclet)) / -math.expm1(-peclet)

    flux = HEIGHT * velocity * (LEFT - (RIGHT - LEFT) * math.exp(-peclet) / -math.expm1(-peclet))
    expected.flux("right", "solute", flux, 1e-10, SOURCE, run=run)
    for t in (0.25, 0.5, 0.75):
        expected.profile("line", t * LENGTH, "c_solute", LEFT + (RIGHT - LEFT) * part(t), 1e-10, SOURCE, run=run)
expected.write()
