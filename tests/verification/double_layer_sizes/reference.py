#!/usr/bin/env python3
"""Double layer at a polarised electrode, ions of different size: Poisson's equation in 1-D by collocation (scipy solve_bvp),

    eps psi'' = - F sum z_i c_i,  ln a_i(c) + z_i F psi / RT = ln a_i of the bath,  psi(0) = V, psi(25 nm) = 0

    lattice gas with sizes:  ln gamma_i = - (d_i / d_0)^3 ln(1 - N_A sum d_j^3 c_j),  d_0 = 0.31 nm (Li 2009, Nonlinearity 22, 811)
    hard spheres:  ln gamma_i from Carnahan and Starling's equation for mixtures (Mansoori, Carnahan, Starling and Leland 1971,
                   J Chem Phys 54, 1523)
c follows from psi along the path d ln c = - H^-1 z d psi (DOP853), H = d ln a / d ln c: a way that needs no iteration. The charge is the field at the electrode, eps psi'(0).
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp, solve_ivp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, NM, THERMAL_VOLTAGE, WATER, Expected, F

BATH, LENGTH, HEIGHT = 100.0, 25 * NM, 2 * NM
SIGN = np.array([1.0, -1.0])
SIZE, SOLVENT = np.array([0.35, 0.6]), 0.31 # nm
NUMBER = AVOGADRO * 1e-27                   # per nm^3 of 1 mol/m^3


def excess_lattice(c):
    return -(SIZE / SOLVENT)**3 * np.log(1 - NUMBER * (SIZE**3 @ c))


def excess_spheres(c):
    """sum_k d_i^k df/dx_k, f = - x0 ln(1-x3) + 3 x1 x2/(1-x3) + x2^3 (ln(1-x3)/x3^2 + 1/(x3 (1-x3)^2)), x_k = pi/6 sum n_j d_j^k."""
    x0, x1, x2, x3 = (math.pi / 6 * NUMBER * (SIZE**k @ c) for k in range(4))
    free, log = 1 - x3, np.log(1 - x3)
    slopes = (-log, 3 * x2 / free, 3 * x1 / free + 3 * x2**2 * (log / x3**2 + 1 / (x3 * free**2)),
              x0 / free + 3 * x1 * x2 / free**2
              + x2**3 * (2 / (x3 * free**3) - 1 / (x3 * free)**2 - 1 / (x3**2 * free) - 2 * log / x3**3))
    return sum(SIZE**k * slope for k, slope in enumerate(slopes))


def hessian(excess, x):
    """d ln a_i / d x_j, x = ln c: complex step, exact to rounding."""
    result = np.eye(2)
    for j in range(2):
        y = x.astype(complex)
        y[j] += 1e-30j
        result[:, j] += excess(np.exp(y)).imag / 1e-30
    return result


def ions(excess, limit):
    """ln c (psi) between 0 and the limit, psi in RT/F."""
    path = solve_ivp(lambda _, x: -np.linalg.solve(hessian(excess, x), SIGN), (0, limit), np.full(2, math.log(BATH)),
                     method="DOP853", rtol=1e-13, atol=1e-14, dense_output=True)
    equilibrium = path.y[:, -1] + excess(np.exp(path.y[:, -1])) + SIGN * limit
    assert np.abs(equilibrium - math.log(BATH) - excess(np.full(2, BATH))).max() < 1e-8
    return path.sol


def double_layer(excess, voltage):
    """psi (x in nm) and its slope, in RT/F, and ln c (psi)."""
    top = voltage / THERMAL_VOLTAGE
    log_c = ions(excess, top)
    factor = F * 1e-18 / (WATER * THERMAL_VOLTAGE)
    low, high = min(0, top), max(0, top)

    def slope(_, y):
        c = np.exp(log_c(np.clip(y[0], low, high)))
        return np.vstack([y[1], -factor * (SIGN @ c)])

    x = np.concatenate([[0], np.geomspace(1e-3, LENGTH / NM, 400)])
    guess = top * np.exp(-x / 1.0)
    found = solve_bvp(slope, lambda a, b: np.array([a[0] - top, b[0]]), x, np.vstack([guess, -guess]), tol=1e-9, max_nodes=200000)
    assert found.success
    return found.sol, log_c


expected = Expected(__file__)
for model, excess, voltages, source in (
        ("lattice", excess_lattice, (-0.5, -0.2, 0.2, 0.5), "Li 2009 (Nonlinearity 22 811); solve_bvp"),
        ("spheres", excess_spheres, (-0.3, 0.3), "Mansoori et al. 1971 (J Chem Phys 54 1523); solve_bvp")):
    for voltage in voltages:
        run = f"{model}, {voltage:g} V"
        psi, log_c = double_layer(excess, voltage)
        charge = -WATER * THERMAL_VOLTAGE / NM * psi(0)[1]
        expected.observable("surface charge", "left", HEIGHT * charge, 2e-7, source, run=run)
        for s in (0.0, 0.5, 1.0):
            here = psi(s)[0]
            c = np.exp(log_c(here))
            expected.profile("layer", s * NM, "phi", here * THERMAL_VOLTAGE, 3e-5 if s else 1e-12, source, run=run)
            attracted = 1 if voltage > 0 else 0
            expected.profile("layer", s * NM, ("c_K", "c_Cl")[attracted], c[attracted], 1e-4 if s else 1e-9, source, run=run)
expected.write()
