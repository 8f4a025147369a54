#!/usr/bin/env python3
"""Poisson, Nernst and Planck in a film with Butler-Volmer kinetics at the outer Helmholtz plane (Bazant, Chu and Bayly 2005,
SIAM J. Appl. Math. 65, 1463, eq. 1-10, here with a bath on one side), solved with scipy's collocation:

    c+' = -J / D - c+ phi',  c- = c0 exp(phi),  phi'' = -(c+ - c-) / (2 lambda^2 c0),   phi, V in RT/F
    x = L: eps phi' RT/F = C (V - phi),  J = - i0 / F [exp(a eta) - c+ / c_ref exp(-(1 - a) eta)],  eta = V - E - phi .

Their limits bracket it, and are checked here: delta -> infinity (Helmholtz), where the whole drop drives the reaction and the film
is neutral: c+ = c0 - J x / (2 D); delta -> 0 (Gouy and Chapman), where eta = -E whatever the current.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import F, NM, THERMAL_VOLTAGE, WATER, Expected, debye_length

C0, REF, D, LENGTH, HEIGHT, E, I0, ALPHA = 10.0, 1000.0, 1.648e-9, 30 * NM, 2 * NM, 0.25, 2e5, 0.5
LAMBDA = debye_length(WATER, [(1, C0), (-1, C0)])
SOURCE = "Bazant, Chu and Bayly 2005, eq. 1-10, with one bath: scipy solve_bvp"
CASES = {"both layers": (0.15, 0.2), "plating": (-0.1, 0.2), "Helmholtz": (0.15, 1e-4), "Gouy and Chapman": (0.15, 1000.0)}
UNIT = D * C0 / LENGTH  # of fluxes


def rate(c, eta):
    return I0 / F * (math.exp(ALPHA * eta) - c / REF * math.exp(-(1 - ALPHA) * eta))


def film(V, capacitance):
    V, delta = V / THERMAL_VOLTAGE, WATER / (capacitance * LENGTH)

    def slopes(x, y, p):
        phi, field, c = y
        return np.array([field, -(c - np.exp(phi)) / 2 * (LENGTH / LAMBDA)**2, -p[0] - c * field])

    def ends(a, b, p):
        eta = V - E / THERMAL_VOLTAGE - b[0]
        return np.array([a[0], a[2] - 1, delta * b[1] - (V - b[0]), p[0] + rate(C0 * b[2], eta) / UNIT])

    x = np.concatenate([np.linspace(0, 0.5, 51)[:-1], 1 - 0.5 * np.geomspace(1, 1e-4, 120), [1.0]])
    found, goal = None, (V, delta)
    for step in np.linspace(0.05, 1, 20):  # a little at a time, from a soft layer
        V, delta = goal[0] * step, goal[1]
        start = (found.x, found.y, found.p) if found is not None else (x, np.vstack([0 * x, 0 * x, 1 + 0 * x]), [0.0])
        found = solve_bvp(slopes, ends, *start, tol=1e-9 if step == 1 else 1e-4, max_nodes=200000)
        if not found.success:
            raise RuntimeError(found.message)
    return found


def helmholtz(V):
    """Rate where no charge is on the electrode: the film is neutral, phi = ln(c / c0)."""
    def miss(v):
        c = C0 + v * LENGTH / (2 * D)
        return v - rate(c, (V - E) / THERMAL_VOLTAGE - math.log(c / C0))
    return brentq(miss, -1.99 * D * C0 / LENGTH, 1e3, xtol=1e-18, rtol=1e-13)


def main():
    expected = Expected(__file__)
    for run, (V, capacitance) in CASES.items():
        found = film(V, capacitance)
        v = -found.p[0] * UNIT
        phi, _, c = found.sol(1.0)
        if run == "Helmholtz":
            assert abs(v / helmholtz(V) - 1) < 5e-3, (v, helmholtz(V))
        if run.startswith("Gouy"):
            assert abs(v / rate(C0 * c, -E / THERMAL_VOLTAGE) - 1) < 0.05, v
        expected.flux("right", "Ag", -HEIGHT * v, 2e-6, SOURCE, run=run)
        expected.observable("surface charge", "right", HEIGHT * capacitance * (V - phi * THERMAL_VOLTAGE), 2e-5, SOURCE, run=run)
        for x in (15 * NM, 25 * NM, 30 * NM):
            phi, _, c = found.sol(x / LENGTH)
            expected.profile("film", x, "phi", phi * THERMAL_VOLTAGE, 1e-5, SOURCE, run=run)
            expected.profile("film", x, "c_Ag", c * C0, 5e-5, SOURCE, run=run)
    expected.write()


main()
