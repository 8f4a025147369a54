#!/usr/bin/env python3
"""Point source on the axis of a uniform flow U along z, with the dispersivities of a porous medium, closed form:

    c = Q / (4 pi K_r rho') exp(U (z - rho') / (2 K_z)),   rho'^2 = z^2 + r^2 K_z / K_r

K_z = D + a_L U, K_r = D + a_T U (Carslaw and Jaeger 1959, section 10.7; Bear 1972 for the dispersion tensor).
"""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

U, D, ALPHA_L, ALPHA_T, RATE = 1e-5, 1e-9, 0.05, 0.02, 1e-9
KZ, KR = D + ALPHA_L * U, D + ALPHA_T * U
SOURCE = "Carslaw and Jaeger 1959, section 10.7"


def concentration(r, z):
    rho = np.sqrt(z * z + r * r * KZ / KR)
    return RATE / (4 * np.pi * KR * rho) * np.exp(U * (z - rho) / (2 * KZ))


expected = Expected(__file__)
nodes, weights = np.polynomial.legendre.leggauss(80)
radius = 0.15 * (1 + nodes)
PLANE = 0.5  # a line of nodes: the cut-off function rises in the cells on both sides alike
slope = (concentration(radius, PLANE + 1e-4) - concentration(radius, PLANE - 1e-4)) / 2e-4
through = 2 * np.pi * 0.15 * weights @ (radius * (U * concentration(radius, PLANE) - KZ * slope))
expected.observable("flux through plane", "behind", through, 5e-4, SOURCE, species="tracer")
for z in (0.2, 0.4, 0.6):
    expected.profile("off_axis", z + 0.2, "c_tracer", concentration(0.1, z), 1e-3, SOURCE)
expected.write()
