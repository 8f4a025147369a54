#!/usr/bin/env python3
"""The equilibrium that a silica wall reaches after the bath's pH has fallen to 5, see ../silanol/reference.py for the wall. What
H+ and Cl- are there then, in the diffuse layer of Gouy and Chapman and on the sites, and so what has come through the bath:

    int c_i - c_i,bath dx = 2 lambda c_i,bath (exp(-z_i psi_d / 2) - 1),    held = Gamma / (1 + K / [H+]_s)
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, ELEMENTARY_CHARGE, NM, RT, THERMAL_VOLTAGE, WATER, Expected, debye_length

SITES, PK, LENGTH, HEIGHT = 4.816e18, 7.5, 50 * NM, 2 * NM
SOURCE = "charge regulation: Behrens and Grier 2001, eqs. 1-7; Grahame 1947"


class Wall:
    def __init__(self, protons):
        bath = 10.0 + protons
        self.length = debye_length(WATER, [(1, bath), (-1, bath)])
        held = lambda psi: 1 / (1 + 10.0**-PK * 1000 / (protons * math.exp(-psi)))
        charge = lambda psi: math.sqrt(8 * WATER * RT * bath) * math.sinh(psi / 2)
        self.psi = brentq(lambda psi: -ELEMENTARY_CHARGE * SITES * (1 - held(psi)) - charge(psi), -20, 0, xtol=1e-14)
        self.charge, self.held = charge(self.psi), SITES / AVOGADRO * held(self.psi)
        layer = lambda z: 2 * self.length * (math.exp(-z * self.psi / 2) - 1)
        self.H = protons * (LENGTH + layer(1)) + self.held
        self.Cl = bath * (LENGTH + layer(-1))


before, after = Wall(1e-3), Wall(1e-2)
expected = Expected(__file__)
expected.observable("surface charge", "left", HEIGHT * after.charge, 2e-5, SOURCE)
expected.rows[-1]["where"] += ";time [s]=0.02"
for x in (0.0, 1 * NM, 3 * NM):
    psi = 4 * math.atanh(math.tanh(after.psi / 4) * math.exp(-x / after.length))
    expected.profile("layer", x, "phi", psi * THERMAL_VOLTAGE, 2e-5, SOURCE)
    expected.rows[-1]["where"] += ";time [s]=0.02"
for ion, now, then in (("H", after.H, before.H), ("Cl", after.Cl, before.Cl)):
    at = f"species={ion};time [s]=0.02"
    expected.add("amounts.csv", at, "amount", HEIGHT * now, 1e-5, SOURCE)
    expected.add("amounts.csv", at, "passed out", HEIGHT * (then - now), 2e-5, SOURCE)
expected.write()
