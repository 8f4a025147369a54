#!/usr/bin/env python3
"""Adsorption controlled by diffusion to a clean wall, Gamma_m theta = what has flown in, theta / (1 - theta) = K c at the wall.

Henry's law, K c << 1: theta / theta_end = 1 - exp(s) erfc(sqrt(s)), s = D t / h^2, h = Gamma_m K (Sutherland 1952, Aust. J.
Sci. Res. A 5:683). Langmuir: by the method of lines, second-order finite volumes on a graded line, LSODA (scipy); the same
program agrees with the closed form to 2e-5."""

import pathlib
import sys

import numpy
from scipy.integrate import solve_ivp
from scipy.special import erfcx

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, Expected

D, K, LENGTH, HEIGHT = 5e-10, 0.2, 200e-6, 10e-6
SITES = 3e18 / AVOGADRO  # mol/m^2
TIMES = (1e-4, 1e-3, 1e-2, 1e-1, 1.0)


def henry(bath):
    s = D * numpy.array(TIMES) / (SITES * K) ** 2
    return K * bath * (1 - erfcx(numpy.sqrt(s)))


def lines(bath, isotherm, n=1200, ratio=1.012):
    """[(coverage, mol/m^2 in the wall and the slab)] at the times. isotherm: c at the wall of a coverage."""
    widths = ratio ** numpy.arange(n)
    widths *= LENGTH / widths.sum()
    centres = numpy.cumsum(widths) - widths / 2
    gaps = numpy.concatenate(([centres[0]], numpy.diff(centres), [LENGTH - centres[-1]]))

    def rate(_, y):
        values = numpy.concatenate(([isotherm(y[0])], y[1:], [bath]))
        flux = -D * numpy.diff(values) / gaps
        return numpy.concatenate(([-flux[0] / SITES], -numpy.diff(flux) / widths))

    start = numpy.concatenate(([0.0], numpy.full(n, bath)))
    scale = numpy.concatenate(([isotherm_inverse(bath)], numpy.full(n, bath)))
    found = solve_ivp(rate, (0, TIMES[-1]), start, method="LSODA", t_eval=TIMES, lband=1, uband=1, rtol=1e-9, atol=1e-12 * scale,
                      first_step=1e-13)
    return [(y[0], SITES * y[0] + (y[1:] * widths).sum()) for y in found.y.T]


def isotherm_inverse(c):
    return K * c / (1 + K * c)


def langmuir(theta):
    return theta / (K * (1 - theta))


closed, checked = henry(5e-6), lines(5e-6, lambda theta: theta / K)
assert max(abs(found / exact - 1) for (found, _), exact in zip(checked, closed)) < 2e-5
expected = Expected(__file__)
SOURCE = {"Henry": "Sutherland 1952", "Langmuir": "method of lines: finite volumes, LSODA (scipy)"}
for run, values in (("Henry", [(theta, None) for theta in closed]), ("Langmuir", lines(5.0, langmuir))):
    for time, (theta, amount) in zip(TIMES, values):
        expected.observable("coverage", "left", theta, 3e-4 if time < 1e-3 else 1e-4, SOURCE[run], species="S", run=run)
        expected.rows[-1]["where"] += f";time [s]={time:g}"
        if amount is not None:
            expected.add("amounts.csv", f"species=S;time [s]={time:g}", "amount", amount * HEIGHT, 1e-5, SOURCE[run], run=run)
expected.write()
