#!/usr/bin/env python3
"""Linear sweep and return of a reversible couple (Randles 1948, Sevcik 1948; Nicholson and Shain 1964; Bard and Faulkner
2001, section 6.2): equal diffusivities, so that c_O(0, t) = c / (1 + exp(-F (E - E0) / RT)) is known, and the current is
its semi-derivative (Oldham 1972),

    i = F sqrt(D / pi) int_0^t g'(u) / sqrt(t - u) du ,   g = c - c_O(0, u) ,

plus F sqrt(D / (pi t)) g(0) for the start. The peak of the first sweep is 0.4463 F c sqrt(F v D / RT), 28.5 mV below E0.
"""

import math
import pathlib
import sys

from scipy.integrate import quad

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F

D, HEIGHT, C, START, TURN, THERMAL = 1e-9, 1e-5, 1.0, 0.3, 0.6, 0.025692579
SOURCE = "Nicholson and Shain 1964; Oldham 1972"


def consumed(t):
    potential = START - (t if t <= TURN else 2 * TURN - t)
    return C / (1 + math.exp(potential / THERMAL))


def rate(t):
    g = consumed(t) / C
    return (1 if t <= TURN else -1) * C * g * (1 - g) / THERMAL


def current(t):
    """u = t - w^2 takes the root out of the integrand."""
    knots = [w for w in (math.sqrt(t - TURN) if t > TURN else 0.0, math.sqrt(abs(t - 0.3)), math.sqrt(abs(t - 0.9)))
             if 0 < w < math.sqrt(t)]
    integral = quad(lambda w: 2 * rate(t - w * w), 0, math.sqrt(t), points=sorted(set(knots)) or None, epsabs=0,
                    epsrel=1e-11, limit=1000)[0]
    return F * math.sqrt(D / math.pi) * (integral + consumed(0.0) / math.sqrt(t))


expected = Expected(__file__)
for time in (0.2, 0.25, 0.3, 0.3284, 0.4, 0.6, 0.8, 0.9, 1.0, 1.2):
    expected.add("fluxes.csv", f"boundary=left;species=all;time [s]={time:g}", "current", HEIGHT * current(time),
                 1e-4 * HEIGHT * current(0.3284), SOURCE, kind="absolute")
expected.write()
assert abs(current(0.3284) / (0.4463 * F * C * math.sqrt(D / THERMAL)) - 1) < 1e-3
