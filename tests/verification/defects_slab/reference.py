#!/usr/bin/env python3
"""Steady diffusion of interacting defects that share the N sites of a lattice (Guggenheim 1952, Mixtures), slab of thickness L:

    J_i = - D_i c_i d ln a_i / dx,  ln a_i = ln c_i - ln(1 - sum theta) + sum_j W_ij theta_j / RT,  theta = c / N

    one species (the other a trace):  J (L - x) = D [N (- ln(1 - theta) + W theta^2 / 2 RT)] from c(L) to c(x);
        the trace: J = D (a(0) - a(L)) / integral (a / c) dx
    the other at rest, its activity A given on one side:  c_2(c_1) from ln a_2 = A,  J L = D int c_1 (s_11 - s_12 s_21 / s_22) dc_1
        with s_ij = d ln a_i / d c_j along it
    two species:  dc/dx = - (D_i c_i d ln a_i / d c_j)^-1 J, integrated by Dormand and Prince's method of order 8, J by shooting
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq, fsolve

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, Expected

SITES, D_V, D_H, TRACE = 8e4, 1e-9, 3e-9, 1e-6
LENGTH, HEIGHT = 1e-6, 1e-7
POINTS = (0.25, 0.5, 0.75)


def excess(c, energies):
    """ln gamma of both species."""
    theta = np.asarray(c) / SITES
    return -math.log1p(-theta.sum()) + np.asarray(energies) @ theta / RT


def slopes(c, energies):
    """d ln a_i / d c_j."""
    theta = np.asarray(c) / SITES
    return np.diag(1 / np.asarray(c)) + (1 / (1 - theta.sum()) + np.asarray(energies) / RT) / SITES


def one_species(w, left, right):
    """J L of V, c(x / L), and J L of the trace."""
    def primitive(c):
        theta = c / SITES
        return SITES * (-math.log1p(-theta) + w * theta**2 / (2 * RT))

    flux = D_V * (primitive(left) - primitive(right))

    def profile(s):
        return brentq(lambda c: D_V * (primitive(c) - primitive(right)) - flux * (1 - s), right, left, xtol=1e-9, rtol=1e-14)

    def gamma(c):
        return 1 / (1 - c / SITES) # the trace feels no energy of V

    resistance = quad(lambda s: gamma(profile(s)), 0, 1, epsabs=0, epsrel=1e-12)[0]
    return flux, profile, D_H * TRACE * (gamma(left) - gamma(right)) / resistance


def two_species(energies, left, right):
    """J L of both, and c(x / L)."""
    def integrate(flux, dense=False):
        def slope(_, c):
            return np.linalg.solve(np.array([D_V, D_H])[:, None] * c[:, None] * slopes(c, energies), -flux)
        return solve_ivp(slope, (0, 1), left, method="DOP853", rtol=1e-13, atol=1e-9, dense_output=dense)

    scale = np.array([D_V, D_H]) * SITES
    found = fsolve(lambda j: (integrate(j * scale).y[:, -1] - right) / SITES, [0.2, -0.1], xtol=1e-13) * scale
    path = integrate(found, dense=True)
    assert np.abs(path.y[:, -1] - right).max() < 1e-10 * SITES
    return found, path.sol


def one_at_rest(energies, log_activity, left, right):
    """J L of V, and c_V, c_H(x / L)."""
    def other(c):
        return brentq(lambda h: math.log(h / 1e3) + excess((c, h), energies)[1] - log_activity, 1e-12, SITES - c - 1e-6,
                      xtol=1e-12, rtol=1e-15)

    def integrand(c):
        s = slopes((c, other(c)), energies)
        return D_V * c * (s[0, 0] - s[0, 1] * s[1, 0] / s[1, 1])

    def amount(c):
        return quad(integrand, right, c, epsabs=0, epsrel=1e-12, limit=200)[0]

    flux = amount(left)

    def profile(s):
        return brentq(lambda c: amount(c) - flux * (1 - s), right, left, xtol=1e-9, rtol=1e-13)

    return flux, profile, lambda s: other(profile(s))


def add(run, fluxes, profiles, tolerance, source):
    for species, flux in zip("VH", fluxes):
        expected.flux("right", species, HEIGHT / LENGTH * flux, tolerance, source, run=run)
    for s in POINTS:
        for species, profile in zip("VH", profiles):
            expected.profile("line", s * LENGTH, f"c_{species}", float(profile(s)), tolerance, source, run=run)


expected = Expected(__file__)
SOURCE = "Guggenheim 1952 (site exclusion, mean field); "
for run, w, left, right in (("repulsion", 1e4, 6e4, 4e3), ("attraction", -8e3, 6e4, 4e3), ("repulsion, concentrations", 1e4, 6e4, 4e3)):
    flux, profile, trace = one_species(w, left, right)
    add(run, (flux, trace), (profile,), 2e-8, SOURCE + "quadrature")
ENERGIES = ((6e3, -3e3), (-3e3, 4e3))
for run in ("two species", "two species, concentrations"):
    fluxes, path = two_species(ENERGIES, np.array([5e4, 8e3]), np.array([5e3, 3e4]))
    add(run, fluxes, (lambda s: path(s)[0], lambda s: path(s)[1]), 2e-9, SOURCE + "shooting")
for run in ("amount of one, potential of the other", "amount of one, potential of the other, concentrations"):
    flux, *profiles = one_at_rest(ENERGIES, 4e3 / RT, 5e4, 5e3)
    add(run, (flux,), profiles, 2e-8, SOURCE + "quadrature")
expected.write()
