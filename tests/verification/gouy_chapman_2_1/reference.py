#!/usr/bin/env python3
"""Plane double layer of a 2:1 electrolyte by quadrature of the first integral (Grahame 1953, J Chem Phys 21:1054):

    (eps RT / (2 F^2)) psi'^2 = sum_i c_i (exp(-z_i psi) - 1),     sigma = -eps (RT/F) psi'(0)
    x(psi) = integral from psi to psi0 of d psi / |psi'|

Needs scipy. Both the wall potential and the profile are found by bisection (brentq) to 1e-13.
"""

import math
import pathlib
import sys

from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, THERMAL_VOLTAGE, WATER, F, Expected

IONS = {"Ca": (2, 50.0), "Cl": (-1, 100.0)}


def slope(psi):
    """|psi'| [1/m]; expm1 keeps the cancellation out (bath electroneutral: subtract the linear terms)."""
    total = sum(c * (math.expm1(-z * psi) + z * psi) for z, c in IONS.values())
    return math.sqrt(2 * F**2 / (WATER * RT) * total)


def wall(sigma):
    sign = math.copysign(1.0, sigma)
    return sign * brentq(lambda p: WATER * THERMAL_VOLTAGE * slope(sign * p) - abs(sigma), 1e-6, 20, xtol=1e-13)


def potential(psi0, x):
    if x == 0:
        return psi0
    distance = lambda psi: abs(quad(lambda p: 1 / slope(p), psi, psi0, epsabs=0, epsrel=1e-12)[0])
    low = psi0 * 1e-4
    return brentq(lambda psi: distance(psi) - x, low, psi0, xtol=1e-13)


SOURCE = "first integral of Poisson-Boltzmann by quadrature (Grahame 1953, J Chem Phys 21:1054)"
expected = Expected(__file__)
for run, sigma in (("negative wall", -0.1), ("positive wall", 0.1), ("negative wall, concentration", -0.1)):
    psi0 = wall(sigma)
    for x in (0.0, 0.5 * NM, 1 * NM, 2 * NM, 4 * NM):
        psi = potential(psi0, x)
        expected.profile("layer", x, "phi", psi * THERMAL_VOLTAGE, 5e-5, SOURCE, run=run)
        for name, (z, c) in IONS.items():
            expected.profile("layer", x, f"c_{name}", c * math.exp(-z * psi), 4e-4 if "conc" in run else 1e-4, SOURCE, run=run)
expected.write()
