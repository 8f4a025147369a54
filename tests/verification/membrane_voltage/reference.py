#!/usr/bin/env python3
"""Membrane voltage of one salt CaCl2 across a cation exchanger (Teorell 1935; Meyer and Sievers 1936; Helfferich 1962,
Ion Exchange, section 8-2). In the membrane c_Cl = 2 c + X. Without current 2 J_Ca = J_Cl, so that with c = c_Ca

    phi' = 2 (D2 - D1) c' / (4 D1 c + D2 (2 c + X)),    J_Ca = -D1 (c' + 2 c phi'):

both integrals are elementary. At the faces Donnan equilibria, c_i exp(z_i psi) = c_i of the bath.
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

D1, D2 = 0.3 * 0.792e-9, 0.3 * 2.032e-9
X, THICKNESS, WIDTH = -50.0, 20e-6, 2e-6
SOURCE = "Teorell 1935, Meyer and Sievers 1936; Helfferich 1962, section 8-2"


def donnan(bath):
    """Potential of the membrane's face less that of the bath [RT/F]; c_Ca there [mol/m^3]."""
    psi = brentq(lambda p: 2 * bath * (math.exp(-2 * p) - math.exp(p)) + X, -20.0, 20.0, xtol=1e-15)
    return psi, bath * math.exp(-2 * psi)


def conductivity(c):
    return 4 * D1 * c + D2 * (2 * c + X)


(psi_left, left), (psi_right, right) = donnan(100.0), donnan(1.0)
k = 4 * D1 + 2 * D2
drop = 2 * (D2 - D1) / k * math.log(conductivity(right) / conductivity(left))
voltage = THERMAL_VOLTAGE * -(psi_left + drop - psi_right)  # left less right
# c phi'/c' = 2 (D2 - D1) / k * (1 - D2 X / conductivity)
integral = (right - left) + 2 * 2 * (D2 - D1) / k * (
    (right - left) - D2 * X / k * math.log(conductivity(right) / conductivity(left)))
flux = -D1 * integral / THICKNESS * WIDTH

expected = Expected(__file__)
place = "left - right"
for name in ("voltage", "reversal potential"):
    expected.observable(name, place, voltage, 1e-5, SOURCE, run="no current")
expected.add("unknown_potentials.csv", "boundary=right", "potential", -voltage, 1e-5, SOURCE, run="no current")
expected.flux("right", "Ca", flux, 1e-5, SOURCE, run="no current")
expected.flux("right", "Cl", 2 * flux, 1e-5, SOURCE, run="no current")
expected.observable("voltage", place, -0.05, 1e-12, "given", run="50 mV")
expected.write()
