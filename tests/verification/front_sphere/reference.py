#!/usr/bin/env python3
"""Acid and base that meet between two spheres: water_front's equations with N_i = r^2 J_i in place of the fluxes,

    c_i' = -N_i / (r^2 D_i) - z_i c_i psi' ,  N_H' = N_OH' = -r^2 k (c_H c_OH - K_w) ,  N_Na' = N_Cl' = 0 ,  sum z_i N_i = 0 ,

by collocation (scipy solve_bvp) with k raised step by step.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "Nernst-Planck with recombination between spheres, scipy solve_bvp"
LENGTH, D0, C0, KW = 10e-6, 1e-9, 100.0, 1e-8
DH, DOH, DNA, DCL = 9.311, 5.273, 1.334, 2.032
BASE, ACID = np.array([1e-12, 1.0, 1.01]), np.array([1.0, 1e-12, 0.01])


def solve(k, guess, tolerance):
    """@param k [m^3/mol/s]"""
    rate = k * C0 * LENGTH**2 / D0

    def slopes(r, y, p):
        h, oh, na, n = y
        cl, n_oh, n_na, n_cl = h + na - oh, n - p[0], p[1], p[1] + p[0]
        field = -(n / DH + n_na / DNA - n_oh / DOH - n_cl / DCL) / (h + oh + na + cl) / r**2
        return np.array([-n / DH / r**2 - h * field, -n_oh / DOH / r**2 + oh * field, -n_na / DNA / r**2 - na * field,
                         -r**2 * rate * (h * oh - KW / C0**2)])

    return solve_bvp(slopes, lambda a, b, p: np.concatenate([a[:3] - BASE, b[:3] - ACID]), guess[0], guess[1], p=guess[2],
                     tol=tolerance, max_nodes=100000)


def main():
    r = np.linspace(0.5, 1, 201)
    x = 2 * r - 1
    state = (r, np.array([x, 1 - x, 1.01 - x, -9 + 0 * x]), [-14.0, 1.5])
    runs = {1e5: {"axisymmetric": 1e-4, "adaptive": 1e-4}}
    expected = Expected(__file__)
    for k in (0, 1, 10, 100, 1e3, 1e4, 1e5):
        found = solve(k, state, 1e-8 if k in runs else 1e-6)
        if found.status != 0:
            sys.exit(f"no solution for k = {k}: {found.message}")
        state = (found.x, found.y, found.p)
        scale = 4 * math.pi * D0 * C0 * LENGTH
        inner, outer = found.y[3, 0], found.y[3, -1]
        for run, tolerance in runs.get(k, {}).items():
            expected.flux("outer", "H", outer * scale, tolerance, SOURCE, run=run)
            expected.flux("inner", "OH", -(inner - found.p[0]) * scale, tolerance, SOURCE, run=run)
            expected.flux("outer", "Na", found.p[1] * scale, tolerance, SOURCE, run=run)
            expected.observable("production by reactions", "all", (outer - inner) * scale, tolerance, SOURCE, species="H", run=run)
    expected.write()


if __name__ == "__main__":
    main()
