#!/usr/bin/env python3
"""A binary salt, electroneutral, from which a constant flux J of its cation is taken at x = 0 for t > 0 (Sand 1901; Bard
and Faulkner 2001, section 8.2; Newman and Thomas-Alyea 2004, chapter 11): D = 2 D+ D- / (D+ + D-),

    c = c0 - J (1 - t+) / D 2 sqrt(D t) ierfc(x / (2 sqrt(D t))) ,

    phi = int_x^L -J F / kappa + (RT/F) (D+ - D-) / (D+ + D-) d ln c ,   kappa = F^2 (D+ + D-) c / RT

with the current -F J along x (towards the electrode) and phi = 0 at L, far away.
"""

import math
import pathlib
import sys

from scipy.integrate import quad

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

PLUS, MINUS, C0, J, LENGTH = 1.957e-9, 2.032e-9, 10.0, 7e-3, 60e-6
D, SHARE = 2 * PLUS * MINUS / (PLUS + MINUS), MINUS / (PLUS + MINUS)
SOURCE = "Sand 1901; Bard and Faulkner 2001, section 8.2"


def concentration(x, t):
    u = x / (2 * math.sqrt(D * t))
    ierfc = math.exp(-u * u) / math.sqrt(math.pi) - u * math.erfc(u)
    return C0 - J * SHARE / D * 2 * math.sqrt(D * t) * ierfc


def potential(x, t):
    ohmic = quad(lambda s: -J / ((PLUS + MINUS) * concentration(s, t)), x, LENGTH, epsabs=0, epsrel=1e-11, limit=500)[0]
    salt = (PLUS - MINUS) / (PLUS + MINUS) * math.log(concentration(LENGTH, t) / concentration(x, t))
    return THERMAL_VOLTAGE * (ohmic + salt)


expected = Expected(__file__)
for time in (1e-4, 1e-3, 5e-3, 1e-2):
    for x in (0.0, 1e-6, 1e-5):
        at = f"interpolate:s [m]={x:g};time [s]={time:g}"
        expected.add("profile_line.csv", at, "c_K", concentration(x, time), 1e-5, SOURCE)
        expected.add("profile_line.csv", at, "phi", potential(x, time), 1e-5, SOURCE)
expected.write()
