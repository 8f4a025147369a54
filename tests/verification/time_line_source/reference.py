#!/usr/bin/env python3
"""A plane source of rate Q(t) at x0 between two walls at zero (Carslaw and Jaeger 1959, sections 3.4 and 14.3: sine series, each
term with its own equation):

    c(x, t) = sum over n of 2 / (L H) sin(n pi x / L) sin(n pi x0 / L) T_n(t),   T_n' + k T_n = Q(t),   k = D (n pi / L)^2,

summed as its difference to the steady concentration of the rate of now, whose terms fall like n^-2."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, LENGTH, HEIGHT, X0 = 1e-9, 20e-6, 2e-6, 8e-6
TIMES = (0.1, 0.23, 0.42, 0.63, 0.9)
SOURCE = "Carslaw and Jaeger 1959, sections 3.4, 14.3"


class Swelling:
    """Q_0 (1 - cos w t)."""

    Q0, W = 4e-11, 2 * math.pi / 0.5

    def rate(self, t):
        return self.Q0 * (1 - math.cos(self.W * t))

    def left_of_steady(self, k, t):
        """T_n less Q(t) / k."""
        w = self.W
        wave = (k * math.cos(w * t) + w * math.sin(w * t) - k * math.exp(-k * t)) / (k * k + w * w)
        return self.Q0 * ((1 - math.exp(-k * t)) / k - wave) - self.rate(t) / k


class Pulses:
    """Q_0 in the first quarter of each 0.2 s."""

    Q0, PERIOD, ON = 8e-11, 0.2, 0.05

    def rate(self, t):
        phase = (t + 1e-12) % self.PERIOD
        return self.Q0 if 1e-9 < phase < self.ON - 1e-9 else 0.0

    def left_of_steady(self, k, t):
        total = 0.0
        for start in range(int(math.floor((t + 1e-12) / self.PERIOD)) + 1):
            on = start * self.PERIOD
            if on < t:
                total += self.Q0 / k * (math.exp(-k * max(t - on - self.ON, 0.0)) - math.exp(-k * (t - on)))
        return total - self.rate(t) / k


def main():
    expected = Expected(__file__)
    for run, source in (("swells", Swelling()), ("pulses", Pulses())):
        for t in TIMES:
            moments = [(n, source.left_of_steady(D * (n * math.pi / LENGTH) ** 2, t)) for n in range(1, 4001)]
            for x in (5e-6, 10e-6):
                steady = source.rate(t) * min(x, X0) * (LENGTH - max(x, X0)) / (D * HEIGHT * LENGTH)
                c = steady + 2 / (LENGTH * HEIGHT) * sum(
                    math.sin(n * math.pi * x / LENGTH) * math.sin(n * math.pi * X0 / LENGTH) * m for n, m in moments)
                expected.profile("line", x, "c_A", c, 2e-6, SOURCE, kind="absolute", run=run)
                expected.rows[-1]["where"] += f";time [s]={t:g}"
            for boundary, steady, sign in (("left", 1 - X0 / LENGTH, lambda n: 1), ("right", X0 / LENGTH, lambda n: -(-1) ** n)):
                flux = source.rate(t) * steady + 2 * D / LENGTH * sum(
                    n * math.pi / LENGTH * sign(n) * math.sin(n * math.pi * X0 / LENGTH) * m for n, m in moments)
                expected.flux(boundary, "A", flux, 1e-5 * source.Q0, SOURCE, kind="absolute", run=run)
                expected.rows[-1]["where"] += f";time [s]={t:g}"
    expected.write()


if __name__ == "__main__":
    main()
