#!/usr/bin/env python3
"""Flux-limited diffusion around a sphere. c = 1 at the radius 1; y = v c / J fulfils

    y' = y (2 / r - R(y) / l) ,   l = 3 D / v ,   v c L(R) = J ,

from c' = -R c / l and J' = -2 J / r; from the outer radius inwards (scipy solve_ivp, DOP853, 1e-12), where y = 1 / 0.95.
"""

import math
import pathlib
import sys

from scipy.integrate import solve_ivp
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

V, PATH, OUTER = 299792458.0, 20.0, 4.0


def langevin(r):
    return 1 / math.tanh(r) - 1 / r


LIMITERS = {"Levermore-Pomraning": lambda y: brentq(lambda r: langevin(r) - 1 / y, 1e-2, 1e6, xtol=1e-15, rtol=1e-14),
            "Larsen": lambda y: 3 / math.sqrt(y * y - 1)}

expected = Expected(__file__)
for name, r_of in LIMITERS.items():
    y = solve_ivp(lambda r, y: y * (2 / r - r_of(y[0]) / PATH), (OUTER, 1.0), [1 / 0.95], method="DOP853", rtol=1e-12,
                  atol=1e-13, dense_output=True).sol
    assert 1 < y(2.0)[0] < 1.2  # nearly free
    flux = V / y(1.0)[0]
    for r in (1.5, 2.0, 3.0, 4.0):
        expected.profile("outwards", r - 1, "c_light", y(r)[0] * flux / V / r**2, 2e-5, f"{name}: scipy solve_ivp", run=name)
    expected.flux("outer", "light", flux * 4 * math.pi, 2e-5, f"{name}: scipy solve_ivp", run=name)
expected.write()
