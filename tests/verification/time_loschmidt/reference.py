#!/usr/bin/env python3
"""Maxwell and Stefan's equations of three gases without a net flux, in finite volumes: mole fractions of two, with the matrix of Taylor
and Krishna 1993, Multicomponent Mass Transfer, eq. 3.2.7, inverted at every face; BDF of scipy, 1200 cells (half of them: 4e-6)."""

import pathlib
import sys

import numpy as np
from scipy.integrate import solve_ivp
from scipy.sparse import diags

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, N = 0.1, 1200
TOTAL = 101325.0 / (8.31446261815324 * 298.15)
D12, D13, D23 = 83.3e-6, 68.0e-6, 16.8e-6
TIMES = (5.0, 20.0, 60.0)
SOURCE = "finite volumes of the Maxwell-Stefan equations (Taylor and Krishna 1993, eq. 3.2.7)"
CELL = LENGTH / N


def change(_, y):
    x = y.reshape(N, 2).T
    mid, slope = (x[:, 1:] + x[:, :-1]) / 2, np.diff(x, axis=1) / CELL
    rest = 1 - mid.sum(0)
    b11 = mid[0] / D13 + mid[1] / D12 + rest / D13
    b12 = -mid[0] * (1 / D12 - 1 / D13)
    b21 = -mid[1] * (1 / D12 - 1 / D23)
    b22 = mid[1] / D23 + mid[0] / D12 + rest / D23
    determinant = b11 * b22 - b12 * b21
    flux = -np.array([b22 * slope[0] - b12 * slope[1], b11 * slope[1] - b21 * slope[0]]) / determinant
    closed = np.pad(flux, ((0, 0), (1, 1)))
    return (-np.diff(closed, axis=1) / CELL).T.ravel()


start = np.zeros((N, 2))
start[N // 2:, 0] = 0.5
start[:, 1] = 0.5
pattern = diags([1] * 7, range(-3, 4), shape=(2 * N, 2 * N))
solution = solve_ivp(change, (0, TIMES[-1]), start.ravel(), method="BDF", rtol=1e-9, atol=1e-11, t_eval=TIMES, jac_sparsity=pattern)
place = (np.arange(N) + 0.5) * CELL

expected = Expected(__file__)
for t, y in zip(TIMES, solution.y.T):
    x = y.reshape(N, 2).T * TOTAL
    for s in (0.0, 0.025, 0.05, 0.075, 0.1):
        for i, name in enumerate(("H2", "N2")):
            # level at the closed ends
            expected.add("profile_line.csv", f"interpolate:s [m]={s:.12g};time [s]={t:g}", f"c_{name}", np.interp(s, place, x[i]), 2e-4, SOURCE)
    expected.add("amounts.csv", f"time [s]={t:g};species=H2", "amount [mol/m]", TOTAL / 2 * LENGTH / 2 * 0.01, 1e-9, "closed tube")
expected.write()
