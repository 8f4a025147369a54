#!/usr/bin/env python3
"""NaCl and CaCl2 between two baths of which one has no Na, electroneutral, no current:

    J_i = - D_i c_i d/dx (ln gamma_i c_i + z_i phi) constant,  sum z_i c_i = 0,  sum z_i J_i = 0,   ln gamma_i = w_i g(q), q = sum k_j c_j,

as a boundary value problem of the first order in c, J and phi (scipy's solve_bvp). The gradients follow from the fluxes and from
sum z_i c_i' = 0 by linear equations. Davies (1962, Ion Association): w = z^2, q = I; lattice gas (Bikerman 1942): w = 1, q = sum a^3 N_A c.
Departures from electroneutrality are of order (lambda/L)^2 < 1e-9.
"""

import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from neutral_line import davies, lattice_gas
from references import THERMAL_VOLTAGE, Expected

NAMES, CHARGES = ("Na", "Ca", "Cl"), (1.0, 2.0, -1.0)
Z, D = np.array(CHARGES)[:, None], np.array([1.334, 0.792, 2.032])[:, None]  # 1e-9 m^2/s
LEFT, RIGHT = np.array([200.0, 50.0, 300.0]), np.array([0.0, 20.0, 40.0])
LENGTH, HEIGHT, UNIT = 1e-4, 1e-5, 1e-9
SOURCE = "Nernst-Planck equations with activities, electroneutral: solve_bvp"


def slopes(y, excess, share):
    """y: c, J, phi; x in units of LENGTH, J in UNIT mol/m^3/LENGTH; share of ln gamma"""
    c, b = y[:3], -y[3:6] / D
    k = excess.k[:, None]
    g = share * excess.w[:, None] * excess.slope((k * c).sum(axis=0))
    # c_i' = b_i - c_i g_i q' - z_i c_i phi', with q' = sum k c' and 0 = sum z c'
    a11, a12, r1 = 1 + (k * c * g).sum(axis=0), (k * Z * c).sum(axis=0), (k * b).sum(axis=0)
    a21, a22, r2 = (Z * c * g).sum(axis=0), (Z**2 * c).sum(axis=0), (Z * b).sum(axis=0)
    determinant = a11 * a22 - a12 * a21
    q, phi = (r1 * a22 - a12 * r2) / determinant, (a11 * r2 - a21 * r1) / determinant
    return np.vstack([b - c * g * q - Z * c * phi, 0 * c, phi])


def solve(excess):
    x = np.linspace(0, 1, 201)
    y = np.zeros((7, x.size))
    y[:3] = np.outer(LEFT, 1 - x) + np.outer(RIGHT, x)
    y[3:6] = D * (LEFT - RIGHT)[:, None]

    def ends(ya, yb):
        return np.array([*(ya[:3] - LEFT), ya[6], *(yb[:2] - RIGHT[:2]), (Z[:, 0] * yb[3:6]).sum()])

    for share, tolerance in ((0.0, 1e-4), (0.5, 1e-4), (1.0, 1e-10)):
        found = solve_bvp(lambda s, state: slopes(state, excess, share), ends, x, y, tol=tolerance, max_nodes=100000)
        assert found.status == 0, found.message
        x, y = found.x, found.y
    return found.sol


expected = Expected(__file__)
solutions = {"Davies": solve(davies(CHARGES)), "lattice gas": solve(lattice_gas(CHARGES, 1e-9))}
for model, found in solutions.items():
    for run in (model, f"{model}, two concentrations"):
        flux = found(1.0)[3:6] * UNIT / LENGTH * HEIGHT
        for species, value in zip(NAMES, flux):
            expected.flux("right", species, value, 1e-6, SOURCE, run=run)
        expected.add("unknown_potentials.csv", "boundary=right", "potential", found(1.0)[6] * THERMAL_VOLTAGE, 1e-6, SOURCE, run=run)
        for x in (0.2, 0.5, 0.9):
            for i, species in enumerate(NAMES):
                expected.profile("line", x * LENGTH, f"c_{species}", found(x)[i], 1e-6, SOURCE, run=run)
expected.write()
