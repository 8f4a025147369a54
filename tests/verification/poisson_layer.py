"""Poisson-Nernst-Planck through one layer between baths, with reactions and activities. For references.

The equations of neutral_line.py with Poisson's in place of electroneutrality, for scipy's solve_bvp, from the electroneutral solution and
exponential layers at the ends, where concentrations and potential are those of the baths. Without reactions and activities it agrees with
pnp_line.py, which is more exact. Needs numpy and scipy.
"""

import math

import numpy as np
from scipy.integrate import solve_bvp

from neutral_line import solve_neutral
from references import VACUUM_PERMITTIVITY, F


class PoissonLayer:
    """y: ln (c / c0), psi, psi' L / S, J / j0 by x / L."""

    def __init__(self, case):
        self.case, p, n = case, case.problem, case.n
        self.layer, = p.layers
        self.permittivity = self.layer.permittivity * VACUUM_PERMITTIVITY * case.thermal / F / self.layer.length**2  # mol/m^3
        self.field = math.sqrt(case.c0 / self.permittivity)
        self.ends = [np.log(np.array(end.concentrations) / case.c0) for end in (p.left, p.right)]
        self.thickness = math.sqrt(self.permittivity / max(case.c0, abs(self.layer.charge)))
        self.c, self.fluxes = slice(0, n), slice(n + 2, 2 * n + 2)

    def slopes(self, _, y):
        one, n, length = self.case, self.case.n, self.layer.length
        z, d, e = one.z[:, None], one.diffusivities(self.layer)[:, None], one.excess
        c, field, J = np.exp(y[self.c]) * one.c0, y[n + 1] * self.field, y[self.fluxes] * one.j0
        g = e.slope(np.tensordot(e.k, c, 1))
        u = -J / d * length - z * c * field  # c_i' + c_i w_i g q'
        q = np.tensordot(e.k, u, 1) / (1 + g * np.tensordot(e.k * e.w, c, 1))
        out = np.empty_like(y)
        out[self.c] = u / c - e.w[:, None] * g * q
        out[n] = field
        out[n + 1] = -((z * c).sum(0) + self.layer.charge) / self.permittivity / self.field
        out[self.fluxes] = (0.0 if one.production is None else one.production(c) * length / one.j0) * np.ones_like(J)
        return out

    def conditions(self, a, b):
        one, n, right = self.case, self.case.n, self.case.problem.right
        last = b[n] - right.potential / one.thermal if right.current is None else \
            one.z @ b[self.fluxes] - right.current / (F * one.j0)
        return np.concatenate([a[self.c] - self.ends[0], [a[n]], b[self.c] - self.ends[1], [last]])

    def start(self, neutral):
        one, n = self.case, self.case.n
        t = np.geomspace(0.05 * self.thickness, 0.4, 160)
        t = np.concatenate([[0.0], t, 1 - t[::-1], [1.0]])
        inner = neutral.found.sol(t)
        left, right = np.exp(-t / self.thickness), np.exp(-(1 - t) / self.thickness)
        for i in range(n):
            inner[i] += left * (self.ends[0][i] - inner[i][0]) + right * (self.ends[1][i] - inner[i][-1])
        inner[n] += left * -inner[n][0] + right * (neutral.potential / one.thermal - inner[n][-1])
        return t, np.concatenate([inner[:n + 1], [np.gradient(inner[n], t) / self.field], inner[n + 1:]])


def solve_poisson(case):
    """(fluxes at the right and at the left end [mol/m^2/s], potential of the right end [V], bound); the bound is the largest relative
    difference between the solutions with two tolerances."""
    tolerances = (1e-4, 1e-6) if case.problem.layers[0].charge else (1e-5, 1e-8)
    layer = PoissonLayer(case)
    x, y = layer.start(solve_neutral(case, 1e-6))
    found = []
    for tolerance in (1e-3, *tolerances):
        with np.errstate(all="ignore"):
            solution = solve_bvp(layer.slopes, layer.conditions, x, y, tol=tolerance, max_nodes=20000)
        if solution.status != 0:
            raise RuntimeError(solution.message)
        x, y = solution.x, solution.y
        found.append(np.concatenate([y[layer.fluxes, -1], y[layer.fluxes, 0], [y[case.n, -1]]]))
    rough, fine = found[-2:]
    floor = 1e-13 * np.abs(fine).max()
    bound = max((abs(a - b) / abs(b) for a, b in zip(rough, fine) if abs(b) > floor), default=0.0)
    return fine[:case.n] * case.j0, fine[case.n:-1] * case.j0, fine[-1] * case.thermal, bound
