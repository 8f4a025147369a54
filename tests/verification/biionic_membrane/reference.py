#!/usr/bin/env python3
"""Nernst-Planck equations in three layers with Donnan's equilibria between them, electroneutral (Teorell 1953; Helfferich 1962, chapter 8):

    J_i = - D_i (dc_i/dx + z_i c_i dphi/dx),  dphi/dx = - sum(z_i J_i / D_i) / sum(z_i^2 c_i)   (sum z_i dc_i/dx = 0),
    c_i exp(z_i phi) continuous at the faces of the membrane, where sum z_i c_i = 0 outside and - rho inside,

for the concentrations themselves, as a boundary value problem with all three layers on [0, 1] (scipy's solve_bvp): fluxes are the same in all layers. "bi-ionic" and
"anion exchanger": no current. "electrode": c_K = 0 at the right, where the other ions do not pass.
"""

import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

NAMES = ("Na", "K", "Cl", "SO4")
Z = np.array([1.0, 1.0, -1.0, -2.0])
D = np.array([1.334, 1.957, 2.032, 1.065])  # 1e-9 m^2/s
LAYERS = ((50e-6, 1.0), (100e-6, 0.2), (50e-6, 1.0))  # length, factor of D
HEIGHT, UNIT, START = 10e-6, 1e-9, -100e-6
SOURCE = "Nernst-Planck and Donnan in three layers, electroneutral: solve_bvp"
N = len(Z)


def split(y):
    """[layer] (c, phi), and J / UNIT"""
    return [(y[k * (N + 1): k * (N + 1) + N], y[k * (N + 1) + N]) for k in range(3)], y[3 * (N + 1):]


def slopes(x, y):
    layers, j = split(y)
    rows = []
    for (length, factor), (c, _) in zip(LAYERS, layers):
        drive = -j / (factor * D[:, None])
        field = (Z[:, None] * drive).sum(axis=0) / (Z[:, None] ** 2 * c).sum(axis=0)
        rows += [*(length * (drive - Z[:, None] * c * field)), length * field]
    return np.vstack(rows + [np.zeros_like(j)])


def solve(left, right, fixed):
    """right: an array, or None: the electrode. Returns (fluxes, function of x in m: [c, phi])."""

    def ends(ya, yb, charge):
        (first, middle, last), j = split(ya)
        (first_end, middle_end, last_end), _ = split(yb)
        rows = [*(first[0] - left), first[1]]
        for here, there, inside in ((first_end, middle, charge), (middle_end, last, 0.0)):
            # An ion's partition follows from the others' and from neutrality.
            partition = there[0] - here[0] * np.exp(-Z * (there[1] - here[1]))
            rows += [*partition, (Z * there[0]).sum() + inside]
        if right is None:
            return np.array([*rows, last_end[0][1], j[0], *j[2:]])
        # Neutrality at the right follows: the current in the place of an ion.
        return np.array([*rows, *(last_end[0][:N - 1] - right[:N - 1]), (Z * j).sum()])

    x = 0.5 * (1 - np.cos(np.linspace(0, np.pi, 101)))
    far = left if right is None else right
    shares = np.linspace(0, 1, 4)
    state = np.zeros((3 * (N + 1) + N, x.size))
    for k in range(3):
        for i in range(N):
            a, b = ((1 - s) * left[i] + s * far[i] for s in shares[k:k + 2])
            state[k * (N + 1) + i] = (1 - x) * a + x * b
    state[3 * (N + 1):] = (0.1 * D * (left - far) / 1e-4)[:, None]
    for share in (0.01, 0.03, 0.1, 0.3, 1.0):
        found = solve_bvp(slopes, lambda ya, yb: ends(ya, yb, share * fixed), x, state, tol=1e-9 if share == 1.0 else 1e-4, max_nodes=50000)
        assert found.status == 0, found.message
        x, state = found.x, found.y

    def at(place):
        for k, (length, _) in enumerate(LAYERS):
            begin = START + sum(one[0] for one in LAYERS[:k])
            if begin <= place < begin + length:
                return found.sol((place - begin) / length)[k * (N + 1): (k + 1) * (N + 1)]
        raise ValueError(place)

    return found.y[3 * (N + 1):, 0], found.y[3 * (N + 1) - 1, -1], at


if __name__ == "__main__":
    expected = Expected(__file__)
    for run, left, right, fixed in (("bi-ionic", (100, 0, 100, 0), (0, 120, 0, 60), -500.0), ("anion exchanger", (100, 0, 100, 0), (0, 120, 0, 60), 300.0),
                                    ("electrode", (100, 20, 100, 10), None, -500.0)):
        fluxes, potential, at = solve(np.array(left, float), None if right is None else np.array(right, float), fixed)
        for i, ion in enumerate(NAMES):
            if right is None and ion != "K":
                continue
            expected.flux("right", ion, fluxes[i] * UNIT * HEIGHT, 1e-7, SOURCE, run=run)
        if right is not None:
            expected.add("unknown_potentials.csv", "boundary=right", "potential", potential * THERMAL_VOLTAGE, 1e-7, SOURCE, run=run)
        for x in (-75e-6, -25e-6, 0.0, 25e-6, 75e-6):
            values = at(x)
            for i, ion in enumerate(NAMES):
                expected.profile("line", x - START, f"c_{ion}", values[i], 3e-5, SOURCE, kind="absolute", run=run)
            expected.profile("line", x - START, "phi", values[N] * THERMAL_VOLTAGE, 1e-8, SOURCE, kind="absolute", run=run)
    expected.write()
