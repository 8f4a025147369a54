#!/usr/bin/env python3
"""Production S(t) of a species in a slab (Carslaw and Jaeger 1959, sections 3.4 and 3.8: sine series, each term with its own
equation). Between walls at zero, S = S_0 sin(w t),

    c(x, t) = sum over odd n of 4 / (n pi) sin(n pi x / L) T_n(t),   T_n = S_0 (k sin wt - w cos wt + w exp(-k t)) / (k^2 + w^2),

k = D (n pi / L)^2, summed as its difference to S x (L - x) / 2 D; in a closed slab c is what the pulses have made so far."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, LENGTH, HEIGHT, S0, W = 1e-9, 20e-6, 2e-6, 2.0, 2 * math.pi / 0.5
TIMES = (0.1, 0.25, 0.4, 0.6, 1.0)
SOURCE = "Carslaw and Jaeger 1959, sections 3.4, 3.8"


def terms(t):
    """T_n less S / k_n, which falls like n^-4."""
    for n in range(1, 2001, 2):
        k = D * (n * math.pi / LENGTH) ** 2
        yield n, S0 * ((k * math.sin(W * t) - W * math.cos(W * t) + W * math.exp(-k * t)) / (k * k + W * W) - math.sin(W * t) / k)


def pulses(t):
    """Integral of 1 in the first quarter of each 0.2 s."""
    whole, rest = divmod(t + 1e-12, 0.2)
    return S0 * (0.05 * whole + min(rest, 0.05))


expected = Expected(__file__)
for t in TIMES:
    for x in (0.25, 0.5):
        c = S0 * math.sin(W * t) * x * (1 - x) * LENGTH**2 / (2 * D) + sum(4 / (n * math.pi) * math.sin(n * math.pi * x) * T for n, T in terms(t))
        expected.profile("line", x * LENGTH, "c_A", c, 1e-6, SOURCE, kind="absolute", run="sine")
        expected.rows[-1]["where"] += f";time [s]={t:g}"
        expected.profile("line", x * LENGTH, "c_A", pulses(t), 1e-9, "integral of the pulses", run="pulses")
        expected.rows[-1]["where"] += f";time [s]={t:g}"
    flux = S0 * math.sin(W * t) * LENGTH / 2 + D * sum(4 / LENGTH * T for _, T in terms(t))
    expected.flux("left", "A", flux * HEIGHT, 2e-5 * D * S0 / LENGTH * HEIGHT, SOURCE, kind="absolute", run="sine")
    expected.rows[-1]["where"] += f";time [s]={t:g}"
expected.write()
