#!/usr/bin/env python3
"""A capacitor between two diffuse layers: the charge D behind each side is that on the capacitor,

    D = C (phi_in - phi_out),  D = -sigma(phi_in - V, c_in),  D + sigma_fixed = sigma(phi_out, c_out),
    sigma(psi, c) = sqrt(8 eps RT c) sinh(F psi / 2RT)     (Grahame 1947)

    psi(x) from psi(0):  tanh(psi / 4) = tanh(psi(0) / 4) exp(-x / Debye length)   (Gouy, Chapman)
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, RT, THERMAL_VOLTAGE, WATER, debye_length

CAPACITANCE, INSIDE, OUTSIDE = 0.2, 100.0, 10.0
SOURCE = "capacitor in series with two Gouy-Chapman layers (Grahame 1947, Chem Rev 41:441)"


def potential(charge, concentration):
    """Of a wall with a given charge against its bath."""
    return 2 * THERMAL_VOLTAGE * math.asinh(charge / math.sqrt(8 * WATER * RT * concentration))


def layer(wall, concentration, distance):
    debye = debye_length(WATER, [(1, concentration), (-1, concentration)])
    t = math.tanh(wall / THERMAL_VOLTAGE / 4) * math.exp(-distance / debye)
    return 4 * THERMAL_VOLTAGE * math.atanh(t)


expected = Expected(__file__)
for run, volts, fixed in (("300 mV", 0.3, 0.0), ("charged", -0.1, -0.02), ("concentrations", 0.3, 0.0)):
    def mismatch(displacement):
        inner = volts + potential(-displacement, INSIDE)
        outer = potential(displacement + fixed, OUTSIDE)
        return displacement - CAPACITANCE * (inner - outer)

    displacement = brentq(mismatch, -0.1, 0.1, xtol=1e-16)
    for name, distance in (("inside", 1e-13), ("inside", 1e-9), ("outside", 1e-13), ("outside", 2e-9)):
        wall = potential(-displacement if name == "inside" else displacement + fixed,
                         INSIDE if name == "inside" else OUTSIDE)
        value = layer(wall, INSIDE if name == "inside" else OUTSIDE, distance)
        s = 29.9999e-9 - distance if name == "inside" else distance - 1e-13
        value += volts if name == "inside" else 0.0
        # linear interpolation between the points of the profile, 0.125 nm apart
        expected.profile(name, max(s, 0.0) if distance > 1e-12 else (29.9999e-9 if name == "inside" else 0.0),
                         "phi", value, 2e-4 if distance > 1e-12 else 3e-5, SOURCE, kind="absolute", run=run)
expected.write()
