#!/usr/bin/env python3
"""Donnan equilibrium of real solutions: equal activities in a bath and deep in a gel of fixed charge X (Helfferich 1962, Ion
Exchange, section 5.3), a_i exp(z_i psi) = a_i of the bath, solved with scipy.

    Davies:   gamma from the ionic strength of the mobile ions, I in mol/L
    sites:    regular solution with site exclusion (Fowler and Guggenheim 1939, ch. X), N = 40 mol/L,
              ln gamma_i = - ln(1 - sum theta) + sum_j W_ij theta_j / RT,  W_KK = 6, W_KCl = -2, W_ClCl = 4 kJ/mol
"""

import math
import pathlib
import sys

from scipy.integrate import quad
from scipy.optimize import fsolve

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, NM, RT, TEMPERATURE, THERMAL_VOLTAGE, WATER, Expected

BATH, FIXED, SITES = 100.0, -300.0, 4e4
BJERRUM = ELEMENTARY_CHARGE**2 / (4 * math.pi * WATER * BOLTZMANN * TEMPERATURE)
LIMITING = BJERRUM / 2 * math.sqrt(8 * math.pi * BJERRUM * 1000 * AVOGADRO)
W = ((6000.0, -2000.0), (-2000.0, 4000.0))


def davies(k, cl):
    strength = (k + cl) / 2000
    root = math.sqrt(strength)
    return (-LIMITING * (root / (1 + root) - 0.3 * strength),) * 2


def sites(k, cl):
    theta = (k / SITES, cl / SITES)
    return tuple(-math.log1p(-sum(theta)) + sum(w * t for w, t in zip(row, theta)) / RT for row in W)


def plateau(log_gamma):
    bath = [math.log(BATH) + g for g in log_gamma(BATH, BATH)]

    def misfit(unknowns):
        k, cl, psi = math.exp(unknowns[0]), math.exp(unknowns[1]), unknowns[2]
        gel = log_gamma(k, cl)
        return [math.log(k) + gel[0] + psi - bath[0], math.log(cl) + gel[1] - psi - bath[1], (k - cl + FIXED) / BATH]

    root = fsolve(misfit, [math.log(330.0), math.log(30.0), -1.2], xtol=1e-14)
    assert max(map(abs, misfit(root))) < 1e-12
    return math.exp(root[0]), math.exp(root[1]), root[2]


def of_the_bath(log_gamma):
    """Mean activity coefficient, thermodynamic factor, osmotic coefficient: phi = 1 + int sum c_i dln gamma_i / sum c_i."""
    mean = lambda c: sum(log_gamma(c, c)) / 2
    osmotic = mean(BATH) - quad(lambda t: 2 * t * mean(t * t * BATH), 0, 1, epsabs=1e-13)[0]  # by parts, c = t^2 BATH
    h = 1e-3 * BATH
    slope = (8 * (mean(BATH + h) - mean(BATH - h)) - (mean(BATH + 2 * h) - mean(BATH - 2 * h))) / (12 * h)
    return math.exp(mean(BATH)), 1 + BATH * slope, 1 + osmotic


expected = Expected(__file__)
SOURCE = "Donnan 1911 with activities; Helfferich 1962, section 5.3"
for run, model in (("Davies", davies), ("Davies, concentrations", davies), ("sites", sites), ("sites, concentrations", sites)):
    k, cl, psi = plateau(model)
    # In concentrations equilibrium is not exact: an error of the mesh.
    tolerance = 2e-6 if "conc" in run else 1e-8
    expected.profile("line", 40 * NM, "c_K", k, tolerance, SOURCE, run=run)
    expected.profile("line", 40 * NM, "c_Cl", cl, tolerance, SOURCE, run=run)
    expected.profile("line", 40 * NM, "phi", psi * THERMAL_VOLTAGE, tolerance, SOURCE, run=run)
    expected.profile("line", 40 * NM, "gamma_K", math.exp(model(k, cl)[0]), tolerance, SOURCE, run=run)
    for column, value in zip(("gamma_K_Cl", "chi_K_Cl", "osmotic coefficient"), of_the_bath(model)):
        expected.profile("line", 0.0, column, value, tolerance, "Robinson and Stokes 1959, ch. 2 and 8", run=run)
    for species in ("K", "Cl"):
        expected.flux("left", species, 0.0, 1e-14, "equilibrium: nothing flows", kind="absolute", run=run)
expected.write()
