#!/usr/bin/env python3
"""Plate capacitor in series, closed form (Griffiths 2013, Introduction to Electrodynamics, section 4.3-4.4).

    x < a: phi = V - E1 x;   a < x < b: phi = E3 (b - x) ... with div(eps E) = rho, eps2 E2 - eps1 E1 = sigma at x = a.
Gauss's law: D1 = eps1 E1, D2(x) = D1 + sigma + rho (x - a), and V = integral of E.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, VACUUM_PERMITTIVITY, F, Expected

EPS1, EPS2 = 2.2 * VACUUM_PERMITTIVITY, 78.5 * VACUUM_PERMITTIVITY
A, B, V, SIGMA, RHO = 4 * NM, 10 * NM, 0.1, -0.01, 20 * F
SOURCE = "Gauss's law, capacitors in series (Griffiths 2013, Introduction to Electrodynamics, 4.3)"

D1 = (V - (SIGMA * (B - A) + RHO * (B - A) ** 2 / 2) / EPS2) / (A / EPS1 + (B - A) / EPS2)


def field(x):
    return D1 / EPS1 if x < A else (D1 + SIGMA + RHO * (x - A)) / EPS2


def potential(x):
    if x <= A:
        return V - D1 / EPS1 * x
    return V - D1 / EPS1 * A - ((D1 + SIGMA) * (x - A) + RHO * (x - A) ** 2 / 2) / EPS2


assert abs(potential(B)) < 1e-15
expected = Expected(__file__)
for x in (1 * NM, 4 * NM, 5 * NM, 8 * NM):
    expected.profile("line", x, "phi", potential(x), 1e-11, SOURCE)
for x in (1 * NM, 5 * NM, 9 * NM):
    expected.profile("line", x, "field_x", field(x), 1e-11, SOURCE)
expected.write()
