#!/usr/bin/env python3
"""Donnan equilibrium (Donnan 1911) of a 1:1 electrolyte with a gel of fixed charge X.

    plateau:    k_K e^{-psi} - k_Cl e^{psi} + X/c = 0,  k_i = exp(-mu0_i/RT);  equal k: psi = asinh(X / 2c)
    interface:  the first integrals of Poisson-Boltzmann on both sides, joined by eps psi' (continuous):
                eps psi'^2 / (2 eps') ... equal solvents: psi_0 = psi_D - tanh(psi_D / 2)
                (Ohshima and Ohki 1985, Biophys J 47:673); otherwise by bisection (scipy).
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, THERMAL_VOLTAGE, Expected

BATH, FIXED = 100.0, -300.0


def plateau(k_cation, k_anion):
    # k+ / y - k- y + x = 0 with y = e^psi, free of cancellation for x < 0
    x = FIXED / BATH
    return math.log(2 * k_cation / (-x + math.sqrt(x * x + 4 * k_cation * k_anion)))


def interface(k_cation, k_anion, permittivity_gel, permittivity_water=78.5):
    """(eps psi')^2 equal on both sides: eps_w (P_w(psi) - P_w(0)) = eps_g (P_g(psi) - P_g(psi_D))."""
    donnan = plateau(k_cation, k_anion)
    gel = lambda p: k_cation * math.exp(-p) + k_anion * math.exp(p) - FIXED / BATH * p
    difference = lambda p: (permittivity_water * (2 * math.cosh(p) - 2)
                            - permittivity_gel * (gel(p) - gel(donnan)))
    return brentq(difference, donnan, 0.0, xtol=1e-14)


psi_d = plateau(1, 1)
assert abs(psi_d - math.asinh(FIXED / (2 * BATH))) < 1e-13
assert abs(interface(1, 1, 78.5) - (psi_d - math.tanh(psi_d / 2))) < 1e-12

expected = Expected(__file__)
for run, mu_k, mu_cl, permittivity in (("same solvent", 0.0, 0.0, 78.5), ("partition", 1500.0, -800.0, 40.0)):
    k, k_cl = math.exp(-mu_k / RT), math.exp(-mu_cl / RT)
    psi, psi0 = plateau(k, k_cl), interface(k, k_cl, permittivity)
    donnan = "Donnan 1911; Helfferich 1962 (Ion Exchange), section 5.3"
    joined = "first integral; Ohshima and Ohki 1985 (Biophys J 47:673)"
    expected.profile("line", 40 * NM, "phi", psi * THERMAL_VOLTAGE, 1e-10, donnan, run=run)
    expected.profile("line", 40 * NM, "c_K", BATH * k * math.exp(-psi), 1e-10, donnan, run=run)
    expected.profile("line", 40 * NM, "c_Cl", BATH * k_cl * math.exp(psi), 1e-10, donnan, run=run)
    # 1e-6 nm from the interface: the field, 1 RT/F a nm, makes 1e-6 of difference
    for name, k_side, cl_side in (("before", 1.0, 1.0), ("behind", k, k_cl)):
        expected.profile(name, 0, "phi", psi0 * THERMAL_VOLTAGE, 1e-5, joined, run=run)
        expected.profile(name, 0, "c_K", BATH * k_side * math.exp(-psi0), 1e-5, joined, run=run)
        expected.profile(name, 0, "c_Cl", BATH * cl_side * math.exp(psi0), 1e-5, joined, run=run)
expected.write()
