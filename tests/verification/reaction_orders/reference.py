#!/usr/bin/env python3
"""A reaction of order n in a slab with Thiele modulus p, p^2 = k L^2 c^(n-1) / D: c'' = p^2 c^n, c'(0) = 0, c(1) = 1. Its
first integral

    c'^2 = 2 p^2 (c^(n+1) - c_0^(n+1)) / (n + 1)

gives c_0 from  int_{c_0}^1 dc / c' = 1  (quadrature), and the flux c'(1) (Bischoff 1965, AIChE J. 11, 351). With
v = k (a^1.5 - a^0.5 b / K), which is zero in the equilibrium b = K a: a boundary value problem for a (scipy solve_bvp), as
D_A a + D_B b is uniform.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import quad, solve_bvp
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

HEIGHT, D, LENGTH = 0.02e-6, 1e-9, 1e-6
SCALE = D / LENGTH * HEIGHT


def position(c, c0, n, p):
    """Where c is: with c = c0 + s^2 the integrand has no singularity."""
    power = lambda s: c0 ** (n + 1) * math.expm1((n + 1) * math.log1p(s * s / c0))
    inside = lambda s: 2 * s / math.sqrt(2 * p * p / (n + 1) * power(s)) if s > 1e-7 else 2 / math.sqrt(2 * p * p * c0**n)
    return quad(inside, 0, math.sqrt(c - c0), epsabs=1e-13, epsrel=1e-12, limit=400)[0]


expected = Expected(__file__)
for run, n, p in (("order 1.5", 1.5, 2.0), ("order 1.5, fast", 1.5, 10.0), ("order 0.5", 0.5, 2.0), ("order 3", 3.0, 3.0),
                  ("order -0.5", -0.5, 0.5), ("order 1.5 in c", 1.5, 2.0), ("order 0.5 in c", 0.5, 2.0)):
    source = f"c'' = p^2 c^n, n = {n}, p = {p}: quadrature"
    c0 = brentq(lambda c: position(1.0, c, n, p) - 1, 1e-6, 1 - 1e-6, xtol=1e-15, rtol=1e-13)
    slope = math.sqrt(2 * p * p / (n + 1) * (1 - c0 ** (n + 1)))
    expected.flux("right", "A", -slope * SCALE, 1e-6, source, run=run)
    expected.profile("through", 0, "c_A", c0, 1e-6, source, run=run)
    half = brentq(lambda c: position(c, c0, n, p) - 0.5, c0 + 1e-9, 1, xtol=1e-14)
    expected.profile("through", 0.5 * LENGTH, "c_A", half, 1e-6, source, run=run)

K, P2, RATIO = 0.5, 4.0, 0.5
b_of = lambda a: 0.1 + (1 - a) / RATIO
x = np.linspace(0, 1, 41)
found = solve_bvp(lambda x, y: np.array([y[1], P2 * (y[0] ** 1.5 - y[0] ** 0.5 * b_of(y[0]) / K)]),
                  lambda left, right: np.array([left[1], right[0] - 1]), x, np.array([1 + 0 * x, 0 * x]), tol=1e-11,
                  max_nodes=100000)
source = "v = k (a^1.5 - a^0.5 b / K): scipy solve_bvp"
for run in ("reversible", "reversible in c"):
    expected.flux("right", "A", -found.y[1, -1] * SCALE, 1e-6, source, run=run)
    expected.flux("right", "B", found.y[1, -1] * SCALE, 1e-6, source, run=run)
    for place in (0.0, 0.5):
        expected.profile("through", place * LENGTH, "c_A", found.sol(place)[0], 1e-6, source, run=run)
        expected.profile("through", place * LENGTH, "c_B", b_of(found.sol(place)[0]), 1e-6, source, run=run)
expected.write()
