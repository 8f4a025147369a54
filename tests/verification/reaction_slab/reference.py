#!/usr/bin/env python3
"""A <-> B in a slab 0 < x < L that is open at x = 0. The imbalance theta = k_f c_A - k_b c_B and the total D_A c_A + D_B c_B
are independent of each other:

    theta'' = m^2 theta ,  m^2 = k_f/D_A + k_b/D_B ;   theta = theta_0 cosh(m (L - x)) / cosh(m L) ;   (D_A c_A + D_B c_B)' = 0 ,

the flux of A into the slab is theta_0 tanh(phi)/m with Thiele's modulus phi = m L (Thiele 1939, Ind. Eng. Chem. 31, 916).
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "Thiele 1939 (Ind Eng Chem 31:916): first-order reaction in a slab, effectiveness tanh(phi)/phi"
LENGTH, HEIGHT = 10e-6, 5e-6
DA, DB, CA, CB, K = 1e-9, 0.5e-9, 10.0, 1.0, 2.0
MODULI = {"Thiele 0.01": 0.01, "Thiele 1": 1.0, "Thiele 100": 100.0, "Thiele 1e4": 1e4, "Thiele 1e6": 1e6}


def forward_constant(phi):
    return 5.0 * phi**2  # (phi/L)^2 / (1/D_A + 1/(K D_B))


def decay(phi, x):
    """cosh(m (L - x)) / cosh(m L)"""
    m = phi / LENGTH
    return (math.exp(-m * x) + math.exp(-m * (2 * LENGTH - x))) / (1 + math.exp(-2 * phi))


def c_a(phi, x):
    kf = forward_constant(phi)
    kb = kf / K
    theta = (kf * CA - kb * CB) * decay(phi, x)
    return (theta + kb * (DA * CA + DB * CB) / DB) / (kf + kb * DA / DB)


expected = Expected(__file__)
for run, phi in MODULI.items():
    kf = forward_constant(phi)
    rate = (kf * CA - kf / K * CB) * math.tanh(phi) * LENGTH / phi * HEIGHT
    tolerance = 2e-6
    expected.flux("left", "A", -rate, tolerance, SOURCE, run=run)
    expected.flux("left", "B", rate, tolerance, SOURCE, run=run)
    expected.observable("rate of conversion", "domain", rate, tolerance, SOURCE, run=run)
    expected.observable("production by reactions", "all", -rate, tolerance, SOURCE, species="A", run=run)
    for x in (2.5e-6, 10e-6):
        expected.profile("line", x, "c_A", c_a(phi, x), 1e-6, SOURCE, run=run)
        expected.profile("line", x, "c_B", (DA * CA + DB * CB - DA * c_a(phi, x)) / DB, 1e-6, SOURCE, run=run)
    gamma = (DA * CA + DB * CB - DA * c_a(phi, LENGTH)) / DB / K / c_a(phi, LENGTH)
    expected.profile("line", LENGTH, "Gamma_conversion", gamma, 1e-6, SOURCE, run=run)
expected.write()
