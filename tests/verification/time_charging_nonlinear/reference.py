#!/usr/bin/env python3
"""Charging of blocking electrodes at 100 mV by the method of lines: finite volumes with exponentially fitted fluxes
(Scharfetter and Gummel, IEEE Trans. Electron Devices 16 (1969) 64) on a graded grid, Poisson's equation solved at
every evaluation, BDF with tolerance 1e-9 in time (scipy); two grids and Richardson's extrapolation (order 2).
"""

import pathlib
import sys

import numpy
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline
from scipy.linalg import solve_banded

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, WATER, Expected, F

D, Z, LENGTH, HEIGHT, C, V = (1e-9, 2e-9), (1, -1), 192e-9, 1e-8, 1.0, 0.05
TIMES = (1e-8, 1e-7, 1e-6, 5e-6, 2e-5)
PLACES = (6e-9, 96e-9, 180e-9)
SOURCE = "method of lines: finite volumes with Scharfetter-Gummel fluxes, BDF (scipy)"


def bernoulli(u):
    small = numpy.abs(u) < 1e-6
    safe = numpy.where(small, 1.0, u)
    return numpy.where(small, 1 - u / 2, safe / numpy.expm1(safe))


def solve(n):
    """[charge of the right electrode an area, phi and c+ at PLACES] at each of TIMES."""
    s = numpy.linspace(-1, 1, n + 1)
    faces = LENGTH / 2 * (1 + numpy.sinh(4 * s) / numpy.sinh(4))
    x, h = (faces[1:] + faces[:-1]) / 2, numpy.diff(faces)
    between = numpy.diff(x)
    ends = (x[0] - faces[0], faces[-1] - x[-1])
    # Poisson's equation in each cell: potentials in volts, charge in C/m^3
    g = WATER / numpy.concatenate(([ends[0]], between, [ends[1]]))
    bands = numpy.zeros((3, n))
    bands[0, 1:], bands[1], bands[2, :-1] = -g[1:-1], g[:-1] + g[1:], -g[1:-1]

    def potential(c):
        right = F * h * sum(z * ci for z, ci in zip(Z, c))
        right[0] -= g[0] * V
        right[-1] += g[-1] * V
        return solve_banded((1, 1), bands, right)

    def rate(_, y):
        c = y.reshape(2, n)
        phi = potential(c)
        result = numpy.empty_like(c)
        for i in range(2):
            u = Z[i] * numpy.diff(phi) / THERMAL_VOLTAGE
            flux = D[i] / between * (bernoulli(u) * c[i, :-1] - bernoulli(-u) * c[i, 1:])
            result[i] = -numpy.diff(numpy.concatenate(([0.0], flux, [0.0]))) / h
        return result.ravel()

    solution = solve_ivp(rate, (0, TIMES[-1]), numpy.full(2 * n, C), method="BDF", t_eval=TIMES, rtol=1e-9, atol=1e-10,
                         first_step=1e-13)
    values = []
    for y in solution.y.T:
        c = y.reshape(2, n)
        phi = potential(c)
        values.append([g[-1] * (V - phi[-1])] + list(CubicSpline(x, phi)(PLACES)) + list(CubicSpline(x, c[0])(PLACES)))
    return numpy.array(values)


if __name__ == "__main__":
    coarse, fine = solve(160), solve(320)
    best = fine + (fine - coarse) / 3
    print("largest relative correction", numpy.abs((best - fine) / best).max(), file=sys.stderr)
    expected = Expected(__file__)
    for time, (charge, *rest) in zip(TIMES, best):
        expected.add("observables.csv", f"observable=surface charge;place=right;time [s]={time:g}", "value",
                     charge * HEIGHT, 1e-4, SOURCE)
        for x, phi, c in zip(PLACES, rest[:3], rest[3:]):
            where = f"interpolate:s [m]={x:g};time [s]={time:g}"
            expected.add("profile_line.csv", where, "phi", phi, 2e-4 * V, SOURCE, kind="absolute")
            expected.add("profile_line.csv", where, "c_K", c, 2e-4, SOURCE)
    expected.write()
