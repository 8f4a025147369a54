#!/usr/bin/env python3
"""One ion passes, the others are blocked (Levich 1962, section 49; Newman and Thomas-Alyea 2004, chapter 19): blocked ions follow
Boltzmann's law, c_i exp(z_i u) = c_i of the bath, u = F phi / RT, and the sum of all concentrations is linear in x,

    sum c(x) = S_0 - J x / D,    J = D (S_0 - S_L) / L;

without support, of a salt of z+ : |z-|, J = (1 + z+ / |z-|) D (c_0 - c_L) / L."""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

D, LENGTH, HEIGHT, CD = 0.719e-9, 100e-6, 10e-6, 1.0
SOURCE = "Levich 1962, section 49; Newman and Thomas-Alyea 2004, chapter 19"


def at(cd, potassium, u):
    """Charge and sum of the concentrations."""
    k, cl = potassium * math.exp(-u), (2 * CD + potassium) * math.exp(u)
    return 2 * cd + k - cl, cd + k + cl


expected = Expected(__file__)
for run, wall, potassium in (("support", 0.01, 5.0), ("limit", 0.0, 5.0), ("no support", 0.01, 0.0)):
    potential = lambda cd: brentq(lambda u: at(cd, potassium, u)[0], -20, 5, xtol=1e-15)
    first, last = at(CD, potassium, 0.0)[1], at(wall, potassium, potential(wall))[1]
    flux = D * (first - last) / LENGTH
    if run == "no support":
        assert abs(flux / (3 * D * (CD - wall) / LENGTH) - 1) < 1e-12
    expected.flux("right", "Cd", flux * HEIGHT, 1e-8, SOURCE, run=run)
    for x in (50e-6, 90e-6, 100e-6):
        total = first - flux * x / D
        # of the concentration of Cd from the sum, which it gives by the potential
        cd = wall if x == LENGTH else brentq(lambda c: at(c, potassium, potential(c))[1] - total, wall, CD, xtol=1e-16)
        # without support phi is a logarithm of c, which is the unknown: not of the elements
        expected.profile("line", x, "phi", potential(cd) * THERMAL_VOLTAGE, 1e-4 if potassium < 1 else 1e-6, SOURCE, run=run)
        if cd > 0:
            expected.profile("line", x, "c_Cd", cd, 1e-6, SOURCE, run=run)
expected.write()
