#!/usr/bin/env python3
"""A solute through a gate of permeability P(t) in the middle of a slab. Both halves are alike: with w = c_left - c on the left,

    w_t = D w_xx,  w(0, t) = 0,  D w_x(l, t) = P(t) (c_left - c_right - 2 w(l, t)),  w(x, 0) = 0,

and c = c_right + w(L - x) on the right. Chebyshev collocation in x, scipy's Radau in time, from jump to jump of P."""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_ivp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, HALF, HEIGHT, LEFT, RIGHT, N = 1e-9, 10e-6, 2e-6, 10.0, 1.0, 40
TIMES = (0.05, 0.1, 0.21, 0.3, 0.42)
SOURCE = "Chebyshev collocation and scipy's Radau"


def chebyshev():
    """Points on [0, HALF] and the matrix of derivatives (Trefethen 2000, Spectral methods in MATLAB, chapter 6)."""
    x = np.cos(np.pi * np.arange(N + 1) / N)
    c = np.hstack([2, np.ones(N - 1), 2]) * (-1) ** np.arange(N + 1)
    dx = x[:, None] - x[None, :]
    d = np.outer(c, 1 / c) / (dx + np.eye(N + 1))
    d -= np.diag(d.sum(axis=1))
    return 0.5 * HALF * (1 - x), -d * 2 / HALF


X, D1 = chebyshev()
D2 = D1 @ D1


def smooth(t):
    return 1e-4 * (1 + 0.9 * math.sin(2 * math.pi * t / 0.2))


def gate(t):
    return 1e-6 + (2e-4 if math.fmod(t, 0.2) < 0.06 else 0.0)


def whole(inner, permeability):
    """Values at all points: w(0) = 0, and w(l) from the membrane's law."""
    w = np.concatenate([[0.0], inner, [0.0]])
    w[N] = (permeability * (LEFT - RIGHT) - D * D1[N] @ w) / (D * D1[N, N] + 2 * permeability)
    return w


def solve(law, breaks):
    """w at the points of X, by time."""
    state, found = np.zeros(N - 1), {}
    ends = sorted(set(breaks) | set(TIMES))
    for start, end in zip([0.0] + ends, ends):
        middle = 0.5 * (start + end)
        here = (lambda t: law(middle)) if law is gate else law
        run = solve_ivp(lambda t, u: D * (D2 @ whole(u, here(t)))[1:N], (start, end), state, "Radau", rtol=1e-10, atol=1e-12)
        state = run.y[:, -1]
        found[end] = whole(state, here(end))
    return found


def main():
    expected = Expected(__file__)
    for run, law, breaks in (("smooth", smooth, []), ("gate", gate, [0.06, 0.2, 0.26, 0.4, 0.46])):
        found = solve(law, breaks)
        for t in TIMES:
            w = found[t]
            polynomial = np.polynomial.chebyshev.Chebyshev.fit(X, w, N, domain=[0, HALF])
            for x in (5e-6, 15e-6):
                c = LEFT - polynomial(x) if x < HALF else RIGHT + polynomial(2 * HALF - x)
                expected.profile("line", x, "c_A", c, 2e-6 * LEFT, SOURCE, kind="absolute", run=run)
                expected.rows[-1]["where"] += f";time [s]={t:g}"
            expected.flux("right", "A", D * (D1[0] @ w) * HEIGHT, 5e-6 * D * LEFT / HALF * HEIGHT, SOURCE, kind="absolute", run=run)
            expected.rows[-1]["where"] += f";time [s]={t:g}"
    expected.write()


if __name__ == "__main__":
    main()
