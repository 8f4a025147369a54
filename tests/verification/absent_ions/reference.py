#!/usr/bin/env python3
"""Ions that react, some of them absent at an end, in an electroneutral layer:

    J_i = - D_i c_i d/dx (ln gamma_i c_i + z_i phi),  dJ_i/dx = nu_i v,  sum z_i c_i = 0,
    v = k_f (a_HSO4 - a_H a_SO4 / K),  a = gamma c,

as a boundary value problem of the first order in c, J and phi (scipy's solve_bvp): the gradients follow from the fluxes and from
sum z_i dc_i/dx = 0 by linear equations. "junction": HCl against Na2SO4, no current; the potential of the right end is found. "electrode": the bath
of NaHSO4 and Na2SO4 at the left, at the right c_H = 0 while the others do not pass. "gel": the junction in a gel with fixed charge, beside the baths
sum z_i c_i = - rho and Donnan's equilibrium, c_i = c_i,bath exp(-z_i D), phi = phi_bath + D. Davies: ln gamma_i = - A z_i^2 (sqrt I / (1 + sqrt I) - 0.3 I),
I in mol/L (Davies 1962, Ion Association).
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, TEMPERATURE, THERMAL_VOLTAGE, WATER, Expected

NAMES = ("H", "HSO4", "SO4", "Na", "Cl")
Z = np.array([1.0, -1.0, -2.0, 1.0, -1.0])[:, None]
D = np.array([9.311, 1.385, 1.065, 1.334, 2.032])[:, None]  # 1e-9 m^2/s
NU = np.array([1.0, -1.0, 1.0, 0.0, 0.0])[:, None]
FORWARD, K, LENGTH, HEIGHT, UNIT = 1000.0, 10.2, 1e-4, 1e-5, 1e-9
ACID, SULFATE, BISULFATE = (50, 0, 0, 0, 50), (0, 0, 30, 60, 0), (5, 15, 30, 70, 0)
BJERRUM = ELEMENTARY_CHARGE**2 / (4 * math.pi * WATER * BOLTZMANN * TEMPERATURE)
A = BJERRUM / 2 * math.sqrt(8 * math.pi * BJERRUM * 1000 * AVOGADRO)
GEL = -40.0  # mol/m^3
SOURCE = "Nernst-Planck equations with mass action, electroneutral: solve_bvp"


def activities(c, davies):
    """ln gamma_i / z_i^2 and its derivative by I [mol/m^3]"""
    strength = np.maximum(0.5 * (Z**2 * c).sum(axis=0), 1e-12) / 1000
    root = np.sqrt(strength)
    return (-A * (root / (1 + root) - 0.3 * strength) * davies,
            -A * (0.5 / root / (1 + root) ** 2 - 0.3) / 1000 * davies)


def slopes(y, davies, speed):
    """x in units of LENGTH, J in UNIT mol/m^3/LENGTH; speed: of the reaction, relative"""
    c, j = y[:5], y[5:10]
    log_gamma, by_strength = activities(c, davies)
    b, g = -j / D, Z**2 * by_strength
    # c_i' = b_i - c_i g_i I' - z_i c_i phi', with I' = sum z^2 c' / 2 and 0 = sum z c'
    a11, a12, r1 = 1 + 0.5 * (Z**2 * c * g).sum(axis=0), 0.5 * (Z**3 * c).sum(axis=0), 0.5 * (Z**2 * b).sum(axis=0)
    a21, a22, r2 = (Z * c * g).sum(axis=0), (Z**2 * c).sum(axis=0), (Z * b).sum(axis=0)
    determinant = a11 * a22 - a12 * a21
    strength, phi = (r1 * a22 - a12 * r2) / determinant, (a11 * r2 - a21 * r1) / determinant
    gamma = np.exp(Z**2 * log_gamma)
    a = gamma * c
    rate = speed * FORWARD * LENGTH**2 / UNIT * (a[1] - a[0] * a[2] / K)
    return np.vstack([b - c * g * strength - Z * c * phi, NU * rate, phi])


def jump(bath, fixed):
    """D in RT/F, and the composition inside"""
    inside = lambda d: bath * np.exp(-Z[:, 0] * d)
    d = brentq(lambda d: (Z[:, 0] * inside(d)).sum() + fixed, -20, 20, xtol=1e-15) if fixed else 0.0
    return d, inside(d)


def solve(left, right, davies, at_left=0.0):
    """right None: the electrode. Returns a function of x / LENGTH: c, J, phi."""
    z = Z[:, 0]

    def ends(ya, yb):
        first = [*(ya[:5] - left), ya[10] - at_left]
        if right is None:
            return np.array([*first, yb[0], *yb[6:10]])
        return np.array([*first, *(yb[:4] - right[:4]), (z * yb[5:10]).sum()])

    end = np.array(left if right is None else right, float)
    x = np.unique(np.concatenate([0.5 * (1 - np.cos(np.linspace(0, np.pi, 401)))]))
    start = np.zeros((11, x.size))
    start[:5] = np.outer(left, 1 - x) + np.outer(end, x)
    if right is None:
        start[0] = left[0] * (1 - x)
        start[3] = left[3] - left[0] * x
    start[5:10] = -D * (end - left)[:, None] if right is not None else 0.0
    state = start
    way = [(0.0, speed, 1e-4) for speed in (0.0, 1e-3, 1e-2, 0.1, 1.0)] + [(0.5, 1.0, 1e-4)] * davies
    for share, speed, tolerance in way + [(float(davies), 1.0, 1e-8)]:
        found = solve_bvp(lambda s, y: slopes(y, share, speed), ends, x, state, tol=tolerance, max_nodes=100000)
        assert found.status == 0, found.message
        x, state = found.x, found.y
    return found.sol


def add(expected, run, found, is_junction, at_right=0.0):
    (a, b), more = found([0.0, 1.0]).T, dict(run=run)
    scale = max(abs(a[5:10])) * UNIT / LENGTH * HEIGHT
    for i, species in enumerate(NAMES):
        for boundary, value in (("left", -a[5 + i]), ("right", b[5 + i])):
            # The bath of the electrode is not in equilibrium: a thin layer beside it.
            part = 2e-4 if not is_junction and boundary == "left" else 2e-6
            expected.flux(boundary, species, value * UNIT / LENGTH * HEIGHT, part * scale, SOURCE, kind="absolute", **more)
    if is_junction:
        expected.add("unknown_potentials.csv", "boundary=right", "potential", (b[10] - at_right) * THERMAL_VOLTAGE, 1e-6, SOURCE, **more)
    for x in (0.2, 0.5, 0.8):
        values = found(x)
        for i, species in enumerate(NAMES):
            expected.profile("line", x * LENGTH, f"c_{species}", values[i], 1e-4, SOURCE, kind="absolute", **more)
        expected.profile("line", x * LENGTH, "phi", values[10] * THERMAL_VOLTAGE, 1e-7, SOURCE, kind="absolute", **more)


if __name__ == "__main__":
    expected = Expected(__file__)
    for run, left, right in (("junction", ACID, SULFATE), ("electrode", BISULFATE, None)):
        for davies in (False, True):
            name = run + ", Davies" * davies
            found = solve(np.array(left, float), None if right is None else np.array(right, float), davies)
            add(expected, name, found, right is not None)
    (at_left, inside_left), (at_right, inside_right) = jump(np.array(ACID, float), GEL), jump(np.array(SULFATE, float), GEL)
    add(expected, "gel", solve(inside_left, inside_right, False, at_left), True, at_right)
    expected.write()
