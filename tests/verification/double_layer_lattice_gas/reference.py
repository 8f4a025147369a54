#!/usr/bin/env python3
"""Double layer of ions on a lattice at a blocking electrode, closed form (Kilic, Bazant and Ajdari 2007, Phys Rev E 75,
021502, eqs. 9 and 13 with nu = 2 a^3 c):

    charge:    q = sgn(u) 2 F c lambda sqrt((2 / nu) ln(1 + 2 nu sinh^2(u / 2))),   u = F V / RT
    ions:      c_+- = c exp(-+ psi) / (1 + 2 nu sinh^2(psi / 2)), at the electrode psi = u
    excess of one ion and field at a depth follow from the first integral, dx = -lambda dpsi / (q(psi) / 2 F c lambda)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, NM, THERMAL_VOLTAGE, WATER, Expected, F, debye_length

BATH, CELL, HEIGHT = 100.0, 0.5e-9, 2 * NM
NU = 2 * CELL**3 * BATH * AVOGADRO
LAMBDA = debye_length(WATER, [(1, BATH), (-1, BATH)])
SOURCE = "Kilic, Bazant and Ajdari 2007 (Phys Rev E 75, 021502)"


def charge(u):
    return math.copysign(2 * F * BATH * LAMBDA * math.sqrt(2 / NU * math.log1p(2 * NU * math.sinh(u / 2)**2)), u)


def ion(z, psi):
    return BATH * math.exp(-z * psi) / (1 + 2 * NU * math.sinh(psi / 2)**2)


expected = Expected(__file__)
for run, voltage in (("0.1 V", 0.1), ("0.5 V", 0.5), ("1 V", 1.0), ("-1 V", -1.0), ("1 V, concentrations", 1.0)):
    u = voltage / THERMAL_VOLTAGE
    expected.observable("surface charge", "left", HEIGHT * charge(u), 1e-6, SOURCE, run=run)
    attracted, z = ("Cl", -1) if voltage > 0 else ("K", 1)
    expected.profile("layer", 0, f"c_{attracted}", ion(z, u), 1e-6, SOURCE, run=run)
    for species in ("K", "Cl"):
        expected.flux("right", species, 0.0, 1e-15, "equilibrium: nothing flows", kind="absolute", run=run)
expected.write()
