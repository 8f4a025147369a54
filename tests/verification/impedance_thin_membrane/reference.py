#!/usr/bin/env python3
"""A thin membrane, permeability P for both ions and capacitance C, in the middle of a cell with blocking electrodes, a
symmetric 1:1 salt; linearised, closed form. With rho = F (c+ - c-), as in time_charging, on the right half 0 < x < l
(everything is odd about the membrane at x = 0):

    rho = A cosh(kx) + B sinh(kx),  phi = -rho / (eps k^2) + a + b x,  k^2 = i omega / D + kappa^2,
    ionic current  j = -D (rho' + eps kappa^2 phi');   j(l) = 0,  phi(l) = V/2 at the electrode;
    j(0) = -2 P (rho + eps kappa^2 phi)   Goldman's equation for small differences between the faces,
    eps phi'(0) = 2 C phi(0)              the membrane's capacitance.

At the electrode all current is displacement: i = i omega eps phi'(l).
"""

import math
import pathlib
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import WATER, Expected, debye_length

D, LENGTH, HEIGHT, C_SALT, P, C_MEMBRANE = 1e-9, 50e-9, 1e-8, 1.0, 2e-3, 0.01
KAPPA = 1 / debye_length(WATER, [(1, C_SALT), (-1, C_SALT)])
SOURCE = "linearised Poisson-Nernst-Planck and Goldman equations, closed form"


def impedance(s):
    """Of an area."""
    k = numpy.sqrt(s / D + KAPPA**2)
    near, far = numpy.exp(-k * LENGTH), 1.0  # rho = A exp(-kx) + B exp(k(x - l)): no large numbers

    def row(x, of_rho, of_slope, of_phi, of_field):
        """of_rho rho + of_slope rho' + of_phi phi + of_field phi' at x, by A, B, a, b."""
        first, second = (1.0, near) if x == 0 else (near, far)
        phi = -1 / (WATER * k**2)
        return [of_rho * first - of_slope * k * first + of_phi * phi * first - of_field * phi * k * first,
                of_rho * second + of_slope * k * second + of_phi * phi * second + of_field * phi * k * second,
                of_phi, of_phi * x + of_field]

    ohm = WATER * KAPPA**2
    # lengths in units of 1/kappa, potentials of 1/ohm: rows of size one
    matrix = numpy.array([row(LENGTH, 0, -D, 0, -D * ohm), row(LENGTH, 0, 0, 1, 0),
                          row(0, 2 * P, -D, 2 * P * ohm, -D * ohm), row(0, 0, 0, -2 * C_MEMBRANE, WATER)])
    scale = numpy.abs(matrix).max(axis=1)
    coefficients = numpy.linalg.solve(matrix / scale[:, None], numpy.array([0, 0.5, 0, 0]) / scale)
    field = numpy.dot(row(LENGTH, 0, 0, 0, 1), coefficients)
    return 1 / (s * WATER * field)


expected = Expected(__file__)
for decade in range(2, 11):
    z = impedance(2j * math.pi * 10.0**decade) / HEIGHT
    at = f"frequency [Hz]={10.0**decade:g}"
    for part, value in (("Re Z", z.real), ("Im Z", z.imag)):
        expected.add("impedance.csv", at, part, value, max(2e-4 * abs(value), 1e-6 * abs(z)), SOURCE, kind="absolute")
expected.write()
