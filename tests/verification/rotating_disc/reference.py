#!/usr/bin/env python3
"""Levich's flux to a rotating disc with v_z = -a z^2, a = 0.51023262 omega^(3/2) nu^(-1/2):

    J = D c0 / int_0^inf exp(-a z^3 / 3 D) dz = D c0 (a / 3 D)^(1/3) / Gamma(4/3)
      = 0.62048 D^(2/3) nu^(-1/6) omega^(1/2) c0                        (Levich 1962, eq. 11.24)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, NU, OMEGA, C0, RADIUS = 2e-9, 1e-6, 100.0, 0.25, 20e-6
SOURCE = "Levich 1962, Physicochemical Hydrodynamics, eq. 11.24; 0.62048"

levich = 0.62048 * D ** (2 / 3) * NU ** (-1 / 6) * OMEGA**0.5 * C0
a = 0.51023262 * OMEGA**1.5 / NU**0.5
exact = D * C0 * (a / (3 * D)) ** (1 / 3) / math.gamma(4 / 3)
assert abs(levich / exact - 1) < 1e-4
area = math.pi * RADIUS**2
expected = Expected(__file__)
expected.flux("bottom", "O2", area * levich, 1e-4, SOURCE)
expected.flux("bottom", "O2", area * exact, 2e-6, "the same by quadrature: exp(-a z^3 / 3 D)")
expected.write()
