"""Electroneutral Nernst-Planck equations through layers in one dimension, with reactions, activities and electrodes. For references.

    J_i' = R_i(c),   c_i (ln gamma_i + ln c_i + z_i psi)' = -J_i / D_i,   sum z_i c_i + X = 0

as a boundary value problem for scipy's solve_bvp: ln c_i, psi and J_i of all layers side by side on [0, 1]. psi' is what keeps the charge at
nothing; at joints (Donnan) and behind ends all mu_i and J_i are continuous. The limit of Poisson-Nernst-Planck at a Debye length of
nothing: pnp_line.py has that with a Debye length. Layers and ends are those of pnp_line.Problem, of which
an end may have a current, or an electrode. The potential is counted in RT/F. Needs numpy and scipy.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.integrate import solve_bvp
from scipy.optimize import brentq

from references import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, F, R, VACUUM_PERMITTIVITY


@dataclass
class Excess:
    """ln gamma_i = w_i g(q), q = sum k_j c_j: value g(q), slope g'(q)."""
    w: np.ndarray
    k: np.ndarray
    value: object
    slope: object

    def log_gamma(self, c):
        return self.w.reshape(-1, *[1] * (c.ndim - 1)) * self.value(np.tensordot(self.k, c, 1))


def ideal(charges):
    zero = np.zeros(len(charges))
    return Excess(zero, zero, lambda q: 0.0 * q, lambda q: 0.0 * q)


def davies(charges, temperature=298.15, permittivity=78.5, linear=0.3):
    """Davies 1962: ln gamma = - A z^2 (sqrt I / (1 + sqrt I) - 0.3 I), I in mol/L."""
    z = np.array(charges, float)
    bjerrum = ELEMENTARY_CHARGE**2 / (4 * math.pi * permittivity * VACUUM_PERMITTIVITY * BOLTZMANN * temperature)
    a = bjerrum / 2 * math.sqrt(8 * math.pi * bjerrum * 1000 * AVOGADRO)
    return Excess(z**2, z**2 / 2000, lambda q: -a * (np.sqrt(q) / (1 + np.sqrt(q)) - linear * q),
                  lambda q: -a * (0.5 / np.sqrt(q) / (1 + np.sqrt(q)) ** 2 - linear))


def lattice_gas(charges, size):
    """Bikerman 1942: gamma = 1 / (1 - a^3 sum c)."""
    v = AVOGADRO * size**3
    one = np.ones(len(charges))
    return Excess(one, v * one, lambda q: -np.log1p(-q), lambda q: 1 / (1 - q))


@dataclass
class Neutral:
    """problem: pnp_line.Problem. production(c) -> R_i [mol/(m^3 s)]; excess: of ln gamma; electrode(c, phi [V]) -> J_i to the right
    [mol/(m^2 s)] at the right end, phi of the solution there."""
    problem: object
    production: object = None
    excess: object = None
    electrode: object = None

    def __post_init__(self):
        p = self.problem
        self.z, self.n = np.array(p.charges, float), len(p.charges)
        self.excess = self.excess or ideal(p.charges)
        self.thermal = R * p.temperature / F
        self.length = sum(layer.length for layer in p.layers)
        self.c0 = max(c for end in (p.left, p.right) for c in end.concentrations if c is not None)
        self.j0 = max(p.diffusivities) * self.c0 / self.length
        self.width = 2 * self.n + 1
        self.ion = int(np.flatnonzero(self.z)[-1])  # whose mu tells psi of a bath, where a current is given

    def diffusivities(self, layer):
        return np.array(self.problem.diffusivities) * (1.0 if layer.factors is None else np.array(layer.factors))

    def standard(self, layer):
        return np.zeros(self.n) if layer.standard is None else np.array(layer.standard, float)

    def slopes(self, _, y):
        """Of ln (c / c0), psi, J / j0 of all layers by the place in the layer."""
        out = np.empty_like(y)
        for k, layer in enumerate(self.problem.layers):
            at = slice(k * self.width, (k + 1) * self.width)
            c, J = np.exp(y[at][:self.n]) * self.c0, y[at][self.n + 1:] * self.j0
            d, z = self.diffusivities(layer)[:, None], self.z[:, None]
            e = self.excess
            g = e.slope(np.tensordot(e.k, c, 1))

            def gradients(u):  # c_i' + c_i w_i g q' = u_i
                q = np.tensordot(e.k, u, 1) / (1 + g * np.tensordot(e.k * e.w, c, 1))
                return u - c * e.w[:, None] * g * q

            still, field = gradients(-J / d), gradients(-z * c)
            psi = -(z * still).sum(0) / (z * field).sum(0)
            out[at][:self.n] = (still + field * psi) / c * layer.length
            out[at][self.n] = psi * layer.length
            made = 0.0 if self.production is None else self.production(c)
            out[at][self.n + 1:] = made * layer.length / self.j0 * np.ones_like(J)
        return out

    def mu(self, c, psi, layer):
        return self.standard(layer) + np.log(c) + self.excess.log_gamma(c) + self.z * psi

    def conditions(self, a, b):
        p, n, out = self.problem, self.n, []
        part = lambda y, k: (np.exp(y[k * self.width:k * self.width + n]) * self.c0, y[k * self.width + n],
                             y[k * self.width + n + 1:(k + 1) * self.width])
        c, psi, _ = part(a, 0)
        first, last = p.layers[0], p.layers[-1]
        outside, step = np.array(p.left.concentrations), 0.0
        out += list(self.of_bath(c, psi, first, outside, 0.0)) + [self.charge(c, first)]
        for k in range(len(p.layers) - 1):
            (c1, psi1, J1), (c2, psi2, J2) = part(b, k), part(a, k + 1)
            out += list(self.mu(c1, psi1, p.layers[k]) - self.mu(c2, psi2, p.layers[k + 1])) + list(J1 - J2)
            out.append(self.charge(c2, p.layers[k + 1]))
        c, psi, J = part(b, len(p.layers) - 1)
        if self.electrode is not None:
            out += list(J - self.electrode(c, psi * self.thermal) / self.j0)
        elif None in p.right.concentrations:
            volts = p.right.potential / self.thermal
            for i, outside in enumerate(p.right.concentrations):
                out.append(J[i] if outside is None else
                           np.log(c[i] / outside) + self.z[i] * (psi - volts))
        else:
            outside = np.array(p.right.concentrations)
            known = p.right.current is None
            volts = p.right.potential / self.thermal if known else 0.0
            miss = self.of_bath(c, psi, last, outside, volts)
            if not known: # psi outside: what the last ion says
                miss = miss - self.z * miss[self.ion] / self.z[self.ion]
                miss[self.ion] = (self.z @ J) - p.right.current / (F * self.j0)
            out += list(miss)
        return np.array(out)

    def of_bath(self, c, psi, layer, outside, psi_outside):
        """Excess of mu over a bath's."""
        bath = np.log(outside) + self.excess.log_gamma(outside) + self.z * psi_outside
        return self.mu(c, psi, layer) - bath

    def charge(self, c, layer):
        return (self.z @ c + layer.charge) / self.c0

    def start(self, x):
        p, parts, at = self.problem, [], 0.0
        left = np.array(p.left.concentrations)
        right = np.array([a if b is None else b for a, b in zip(p.left.concentrations, p.right.concentrations)])
        volts = 0.0 if self.electrode is not None or p.right.current is not None else p.right.potential / self.thermal
        for layer in p.layers:
            s = (at + x * layer.length) / self.length
            v = (left[:, None] * (1 - s) + right[:, None] * s) * np.exp(-self.standard(layer))[:, None]
            psi = [donnan(self.z, v[:, j], layer.charge) for j in range(len(x))]
            parts += [np.log(v / self.c0) - self.z[:, None] * psi, [np.array(psi) + volts * s], np.zeros_like(v)]
            at += layer.length
        return np.concatenate(parts)


def donnan(z, v, charge):
    f = lambda psi: float(np.sum(z * v * np.exp(-z * psi)) + charge)
    return brentq(f, -60, 60, xtol=1e-14) if f(0.0) else 0.0


@dataclass
class NeutralSolution:
    """fluxes at the right and the left end [mol/m^2/s] to the right, potential of the right end [V], current [A/m^2]; at(x)."""
    case: Neutral
    found: object

    def __post_init__(self):
        one, end = self.case, self.found.y[:, -1]
        k = (len(one.problem.layers) - 1) * one.width
        c, psi = np.exp(end[k:k + one.n]) * one.c0, end[k + one.n]
        self.fluxes = end[k + one.n + 1:k + one.width] * one.j0
        self.fluxes_left = self.found.y[one.n + 1:one.width, 0] * one.j0
        self.current = F * float(one.z @ self.fluxes)
        outside = one.problem.right.concentrations
        self.potential = psi * one.thermal
        if one.electrode is None and None not in outside:
            over = one.of_bath(c, psi, one.problem.layers[-1], np.array(outside), psi)
            self.potential += one.thermal * float(over[one.ion]) / one.z[one.ion]

    def at(self, x):
        """(c [mol/m^3], phi [V]) at x from the left end."""
        one, start = self.case, 0.0
        for k, layer in enumerate(one.problem.layers):
            if x <= start + layer.length or k == len(one.problem.layers) - 1:
                y = self.found.sol((x - start) / layer.length)[k * one.width:(k + 1) * one.width]
                return np.exp(y[:one.n]) * one.c0, y[one.n] * one.thermal
            start += layer.length


def solve_neutral(case, tolerance=1e-8):
    """The solution; roughly first, by steps of the load where it is not found at once."""
    start = np.linspace(0, 1, 21)
    x, y, t, step = start, None, 0.0, 1.0
    while t < 1:
        target = min(1.0, t + step)
        one = loaded(case, target)
        with np.errstate(all="ignore"):
            found = solve_bvp(one.slopes, one.conditions, x, one.start(start) if y is None else y, tol=1e-3, max_nodes=2000)
        if found.status != 0:
            step *= 0.5
            if step < 1e-3:
                raise RuntimeError(f"no solution at load {target}: {found.message}")
            continue
        x, y, t, step = found.x, found.y, target, 1.5 * step
    fine = solve_bvp(case.slopes, case.conditions, x, y, tol=tolerance, max_nodes=30000)
    if fine.status != 0:
        raise RuntimeError(fine.message)
    return NeutralSolution(case, fine)


def loaded(case, t):
    """With a part t of voltage, current and fixed charges."""
    if t == 1:
        return case
    p = case.problem
    right = replace(p.right, potential=t * p.right.potential, current=None if p.right.current is None else t * p.right.current)
    electrode = None if case.electrode is None else lambda c, phi: t * case.electrode(c, phi)
    layers = [replace(layer, charge=t * layer.charge) for layer in p.layers]
    return Neutral(replace(p, right=right, layers=layers), case.production, case.excess, electrode)
