#!/usr/bin/env python3
"""Acid and base that meet in a layer of water: electroneutral Nernst-Planck equations with recombination

    J_i = -D_i (c_i' + z_i c_i psi') ,  sum z_i c_i = 0 ,  J_H' = J_OH' = -k (c_H c_OH - K_w) ,  J_Na' = J_Cl' = 0 ,  sum z_i J_i = 0

so that psi' = -(sum z_i J_i/D_i) / (sum z_i^2 c_i); a boundary value problem for c_H, c_OH, c_Na, J_H and the constants
J_H - J_OH and J_Na, by collocation (scipy solve_bvp, residuals below 1e-8) with k raised step by step.
In equilibrium, where K_w counts as nothing, H and OH both end at a front: constant fluxes on either side, J_H = -J_OH (shooting).
k = 1.4e11 L/mol/s: Eigen and De Maeyer 1955, Z. Elektrochem. 59, 986.
"""

import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp, solve_ivp
from scipy.optimize import fsolve

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "Nernst-Planck with recombination in 1-D, scipy solve_bvp"
LENGTH, HEIGHT = 10e-6, 0.05e-6
D0, C0, KW = 1e-9, 100.0, 1e-8
DH, DOH, DNA, DCL = 9.311, 5.273, 1.334, 2.032
LEFT, RIGHT = np.array([1.0, 1e-12, 0.01]), np.array([1e-12, 1.0, 1.01])


def solve(k, guess, tolerance):
    """@param k [m^3/mol/s]"""
    rate = k * C0 * LENGTH**2 / D0

    def slopes(_, y, p):
        h, oh, na, j = y
        cl, j_oh, j_na, j_cl = h + na - oh, j - p[0], p[1], p[1] + p[0]
        field = -(j / DH + j_na / DNA - j_oh / DOH - j_cl / DCL) / (h + oh + na + cl)
        return np.array([-j / DH - h * field, -j_oh / DOH + oh * field, -j_na / DNA - na * field,
                         -rate * (h * oh - KW / C0**2)])

    return solve_bvp(slopes, lambda a, b, p: np.concatenate([a[:3] - LEFT, b[:3] - RIGHT]), guess[0], guess[1], p=guess[2],
                     tol=tolerance, max_nodes=100000)


def sharp_front(front, j, j_na):
    """@return left and right solution of (c of H or OH, Na) by x"""
    j_cl = j + j_na

    def on(z, d, own):
        def slopes(_, y):
            cl = y[1] + z * y[0]
            field = -(z * own / d + j_na / DNA - j_cl / DCL) / (y[0] + y[1] + cl)
            return [-own / d - z * y[0] * field, -j_na / DNA - y[1] * field]
        return slopes

    options = {"rtol": 1e-12, "atol": 1e-13, "dense_output": True}
    left = solve_ivp(on(1, DH, j), (0, front), LEFT[[0, 2]], **options)
    right = solve_ivp(on(-1, DOH, -j), (front, 1), [0.0, left.y[1, -1]], **options)
    return left, right


def missed(numbers):
    left, right = sharp_front(*numbers)
    return [left.y[0, -1], right.y[0, -1] - RIGHT[1], right.y[1, -1] - RIGHT[2]]


def add_equilibrium(expected, guess):
    front, j, j_na = fsolve(missed, guess, xtol=1e-13)
    left, right = sharp_front(front, j, j_na)
    scale, tolerance, run = D0 * C0 / LENGTH * HEIGHT, 1e-5, "equilibrium"
    source = "Nernst-Planck on both sides of a sharp front, scipy solve_ivp"
    expected.flux("left", "H", -j * scale, tolerance, source, run=run)
    expected.flux("right", "OH", -j * scale, tolerance, source, run=run)
    expected.flux("right", "Na", j_na * scale, tolerance, source, run=run)
    for place in (0.25, 0.5, 0.75):
        name, side = ("c_H", left) if place < front else ("c_OH", right)
        own, na = side.sol(place)
        expected.profile("line", place * LENGTH, "c_Na", na * C0, tolerance, source, run=run)
        expected.profile("line", place * LENGTH, name, own * C0, 5e-5, source, run=run)


x = np.linspace(0, 1, 201)
state = (x, np.array([1 - x, x, 0.01 + x, 9 + 0 * x]), [14.0, -1.5])
last = {"overlap": 10, "slow": 1e3, "slower": 1e6, "water": 1.4e8}
expected = Expected(__file__)
for k in (0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1.4e8):
    found = solve(k, state, 1e-8 if k in last.values() else 1e-6)
    if found.status != 0:
        sys.exit(f"no solution for k = {k}: {found.message}")
    state = (found.x, found.y, found.p)
    for run in [name for name, value in last.items() if value == k]:
        scale = D0 * C0 / LENGTH * HEIGHT
        flux = {"left": found.y[3, 0], "right": found.y[3, -1]}
        tolerance = 2e-6
        expected.flux("left", "H", -flux["left"] * scale, tolerance, SOURCE, run=run)
        expected.flux("right", "OH", (flux["right"] - found.p[0]) * scale, tolerance, SOURCE, run=run)
        expected.flux("right", "Na", found.p[1] * scale, tolerance, SOURCE, run=run)
        expected.flux("right", "Cl", (found.p[1] + found.p[0]) * scale, tolerance, SOURCE, run=run)
        expected.observable("production by reactions", "all", (flux["right"] - flux["left"]) * scale, tolerance, SOURCE,
                            species="H", run=run)
        for place in (0.25, 0.5, 0.75):
            h, oh, na, _ = found.sol(place)
            expected.profile("line", place * LENGTH, "c_Na", na * C0, tolerance, SOURCE, run=run)
            name, value = ("c_H", h) if h > oh else ("c_OH", oh)
            expected.profile("line", place * LENGTH, name, value * C0, tolerance, SOURCE, run=run)
jump = np.argmin(np.abs(found.y[0] - found.y[1])) # where H and OH are equally few
add_equilibrium(expected, [found.x[jump], found.y[3, 0], found.p[1]])
expected.write()
