#!/usr/bin/env python3
"""Hydrochloric acid against potassium chloride at x = 0 of a half space, electroneutral, no current: the equations of Nernst and Planck
(Newman and Thomas-Alyea 2004, ch. 11) by finite volumes on points that lie the closer the nearer they are to the boundary, in time by
scipy's BDF, extrapolated from two meshes (their difference is 1e-5). The solution depends on x / sqrt(t) only, so that fluxes times
sqrt(t) and the potential are the same at all times, which they are to 1e-6 from 1e-5 to 1e-2 s. Knows nothing of ionflux.
"""

import pathlib
import sys

import numpy as np
from scipy.integrate import solve_ivp
from scipy.sparse import bmat, diags

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

D = np.array([9.311, 1.957, 2.032]) * 1e3  # um^2/s
Z = np.array([[1.0], [1.0], [-1.0]])
HEIGHT, LENGTH, LEFT, INSIDE = 10e-6, 100.0, (10.0, 1e-6), (1e-6, 1.0)  # m, um, mol/m^3


def fluxes(c, h):
    """Between the points, of all ions [um mol/(m^3 s)], and the potential's differences [RT/F]."""
    ions = np.vstack([c, c[0] + c[1]])
    slope, mean, d = np.diff(ions, axis=1) / h, (ions[:, 1:] + ions[:, :-1]) / 2, D[:, None]
    field = -(Z * d * slope).sum(0) / (d * mean).sum(0)
    return -d * (slope + Z * mean * field), field * h


def solve(n, time):
    x = LENGTH * np.sinh(np.linspace(0, 7, n + 1)) / np.sinh(7)
    h = np.diff(x)
    volumes = (h[1:] + h[:-1]) / 2
    start = np.repeat(np.array(INSIDE)[:, None], n + 1, axis=1)
    start[:, 0] = LEFT

    def rates(_, y):
        j = fluxes(y.reshape(2, -1), h)[0][:2]
        rate = np.zeros((2, n + 1))
        rate[:, 1:-1] = -np.diff(j, axis=1) / volumes
        return rate.ravel()

    band = diags([1, 1, 1], [-1, 0, 1], shape=(n + 1, n + 1))
    solution = solve_ivp(rates, (0, time), start.ravel(), method="BDF", jac_sparsity=bmat([[band, band], [band, band]]), rtol=1e-8,
                         atol=1e-11, first_step=1e-12)
    j, potential = fluxes(solution.y[:, -1].reshape(2, -1), h)
    return np.append(j[:2, 0] * np.sqrt(time), potential.sum())


def main():
    coarse, fine = solve(400, 1e-3), solve(800, 1e-3)
    h_flux, k_flux, potential = fine + (fine - coarse) / 3
    source = "finite volumes and scipy's BDF of the equations of Nernst and Planck"
    expected = Expected(__file__)
    t = 1e-2
    for species, flux in (("H", h_flux), ("K", k_flux)):
        expected.add("fluxes.csv", f"boundary=left;species={species};time [s]={t:g}", "flux",
                     -flux * 1e-6 / np.sqrt(t) * HEIGHT, 1.5e-3, source)
    expected.add("unknown_potentials.csv", f"boundary=right;time [s]={t:g}", "potential", THERMAL_VOLTAGE * potential, 1.5e-3, source)
    expected.write()


if __name__ == "__main__":
    main()
