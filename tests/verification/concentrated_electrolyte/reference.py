#!/usr/bin/env python3
"""Concentrated binary electrolyte (Newman and Thomas-Alyea 2004, Electrochemical Systems, sections 12.1 to 12.4), 1:1:

    N+ = - D chi dc/dx + t+ i / F ,   dphi/dx = - i / kappa + (1 - 2 t+) (RT/F) chi dln c/dx ,  chi = 1 + dln gamma/dln c

phi is the mean potential, with equal activity coefficients of both ions. N+ constant: quadrature over c.
"""

import math
import pathlib
import sys

from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, F, Expected

LEFT, RIGHT, LENGTH, HEIGHT = 1500.0, 300.0, 25e-6, 2.5e-6
SOURCE = "concentrated binary electrolyte: Newman and Thomas-Alyea 2004, chapter 12 (quadrature)"


def kappa(c):
    return 2.1e-3 * c * math.exp(-0.8e-3 * c)


def cations(c):
    return 0.38 - 0.05e-3 * c


def chi(c):
    return 1.0 + 0.8e-3 * c


def fick(c):
    return 2.6e-10 * (1.0 - 0.3e-3 * c) * chi(c)


def integral(function, a, b):
    return quad(function, a, b, epsabs=0.0, epsrel=1e-13)[0]


expected = Expected(__file__)
for run, current in (("open circuit", 0.0), ("charge", 1000.0), ("discharge", -2000.0)):  # A/m^2 to the right
    def gradient(c, flux):
        return (cations(c) * current / F - flux) / fick(c)

    def place(c, flux):
        return integral(lambda s: 1.0 / gradient(s, flux), LEFT, c)

    def potential(c, flux):
        return integral(lambda s: -current / kappa(s) / gradient(s, flux)
                        + (1.0 - 2.0 * cations(s)) * THERMAL_VOLTAGE * chi(s) / s, LEFT, c)

    # dc/dx < 0 everywhere
    least = max(cations(c) * current / F for c in (LEFT, RIGHT)) * (1.0 + 1e-6) + 1e-9
    flux = brentq(lambda n: place(RIGHT, n) - LENGTH, least, 1.0, xtol=1e-20, rtol=1e-14)
    anions = flux - current / F
    for name, value in (("Li", flux), ("PF6", anions)):
        expected.flux("right", name, HEIGHT * value, 1e-7, SOURCE, run=run)
    for part in (0.25, 0.5, 0.75, 1.0):
        c = RIGHT if part == 1.0 else brentq(lambda c: place(c, flux) - part * LENGTH, RIGHT, LEFT, xtol=1e-12)
        if part < 1.0:
            expected.profile("line", part * LENGTH, "c_Li", c, 1e-7, SOURCE, run=run)
        expected.profile("line", part * LENGTH, "phi", potential(c, flux), 1e-6, SOURCE, run=run)
expected.write()
