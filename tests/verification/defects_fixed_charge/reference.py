#!/usr/bin/env python3
"""Steady diffusion of defects of charge +1 and -1 that share the N sites of a lattice, beside a fixed charge F X, no current,
electroneutral, slab of thickness L (regular solution with site exclusion: Guggenheim 1952, Mixtures; Helfferich 1962, chapter 8):

    J dx = - d ln(a+ a-) / (1/(D+ c+) + 1/(D- c-)),  c- = c+ + X;  a+ a- at the faces as in the baths
    ln a_i = ln c_i - ln(1 - sum theta) + sum_j W_ij theta_j / RT,  theta = c / N,  W_++ = 6, W_+- = -3, W_-- = 4 kJ/mol
Layers of a Debye length at the faces are left out: an error of about 1e-10 m / 4 mm.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, Expected

SITES, D_PLUS, D_MINUS, FIXED = 8e4, 1e-9, 3e-9, 1e4
LENGTH, HEIGHT = 4e-3, 1e-7
ENERGIES = np.array([[6e3, -3e3], [-3e3, 4e3]])


def log_product(plus, minus):
    """ln(a+ a-)."""
    theta = np.array([plus, minus]) / SITES
    return math.log(plus * minus) - 2 * math.log1p(-theta.sum()) + (ENERGIES @ theta).sum() / RT


def slope(plus):
    """d ln(a+ a-) / d c+ where the solid is neutral."""
    minus = plus + FIXED
    empty = SITES - plus - minus
    return 1 / plus + 1 / minus + 4 / empty + ENERGIES.sum() / (RT * SITES)


def face(bath):
    """c+ in the solid, beside the layer at its face."""
    return brentq(lambda plus: log_product(plus, plus + FIXED) - log_product(bath, bath), 1e-3, (SITES - FIXED) / 2 - 1e-3,
                  xtol=1e-10, rtol=1e-14)


def conductance(a, b):
    """Integral of J dx from c+ = b to a."""
    return quad(lambda c: slope(c) / (1 / (D_PLUS * c) + 1 / (D_MINUS * (c + FIXED))), a, b, epsabs=0, epsrel=1e-12)[0]


left, right = face(2e4), face(2e3)
total = conductance(right, left)

expected = Expected(__file__)
SOURCE = "Guggenheim 1952 (site exclusion, mean field), electroneutral; quadrature"
for species in ("A", "B"):
    expected.flux("right", species, HEIGHT / LENGTH * total, 1e-6, SOURCE)
expected.flux("right", "all", 0.0, 1e-6 * 96485 * HEIGHT / LENGTH * total, SOURCE, kind="absolute")
for s in (0.25, 0.5, 0.75):
    plus = brentq(lambda c: conductance(right, c) / total - (1 - s), right, left, xtol=1e-9, rtol=1e-14)
    expected.profile("line", s * LENGTH, "c_A", plus, 1e-6, SOURCE)
    expected.profile("line", s * LENGTH, "c_B", plus + FIXED, 1e-6, SOURCE)
expected.write()
