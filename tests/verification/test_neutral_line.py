#!/usr/bin/env python3
"""Are neutral_line.py and poisson_layer.py right? Closed forms, and pnp_line.py. Exit code 77 without scipy."""

import importlib.util
import math
import sys
import unittest

if importlib.util.find_spec("scipy") is None:
    print("skipped: no scipy")
    sys.exit(77)

import numpy as np

from neutral_line import Neutral, davies, solve_neutral
from pnp_line import End, Layer, Problem, solve
from poisson_layer import solve_poisson
from references import THERMAL_VOLTAGE

SALT, D = (1, -1), (1.334e-9, 2.032e-9)


class NeutralLine(unittest.TestCase):
    def near(self, found, wanted, tolerance):
        self.assertLess(abs(found - wanted), tolerance * abs(wanted), f"{found} instead of {wanted}")

    def test_junction(self):
        """Planck 1890: a salt without a current."""
        found = solve_neutral(Neutral(Problem(SALT, D, [Layer(1e-4)], End((100.0, 100.0)), End((10.0, 10.0), current=0.0))))
        self.near(found.potential, THERMAL_VOLTAGE * (D[0] - D[1]) / sum(D) * math.log(10.0), 1e-9)
        self.near(found.fluxes[0], 2 * D[0] * D[1] / sum(D) * 90.0 / 1e-4, 1e-9)

    def test_membrane(self):
        """Three ions of D 1 : 10 : 100, stagnant layers, fixed charge: the closed form of electroneutral_membrane, its run 'short'."""
        layers = [Layer(50e-6), Layer(100e-6, -100.0), Layer(50e-6)]
        found = solve_neutral(Neutral(Problem((1, 1, -1), (1e-9, 1e-10, 1e-11), layers, End((6.0, 4.0, 10.0)), End((0.2, 0.8, 1.0)))))
        for flux, wanted in zip(found.fluxes, (4.210518531835e-5, 2.323044707219e-6, 5.727544137992e-8)):
            self.near(flux, wanted, 1e-8)

    def test_activity(self):
        """A salt without a current: J = 2 D+ D- / (D+ + D-) of the difference of a = gamma c integrated (Robinson and Stokes 1959)."""
        excess = davies(SALT)
        found = solve_neutral(Neutral(Problem(SALT, D, [Layer(1e-4)], End((200.0, 200.0)), End((10.0, 10.0), current=0.0)), excess=excess))
        c = np.linspace(10.0, 200.0, 200001)
        slope = excess.slope(c / 1000) / 1000
        whole = np.sum((1 + c * slope)[1:] + (1 + c * slope)[:-1]) / 2 * (c[1] - c[0])
        self.near(found.fluxes[0], 2 * D[0] * D[1] / sum(D) * whole / 1e-4, 1e-8)

    def test_reaction(self):
        """A <-> B, closed at no end: eigenvalue sqrt(k_f / D_A + k_b / D_B) (Thiele 1939); D and k the same: sinh."""
        k, d, length = 2.0, 1e-9, 3e-5
        rate = lambda c: np.stack([-k * (c[0] - c[1]), k * (c[0] - c[1])])
        found = solve_neutral(NeutralPair(Problem((0, 0), (d, d), [Layer(length)], End((3.0, 1.0)), End((1.0, 2.0))), rate))
        m = math.sqrt(2 * k / d)
        difference = lambda cosh, a, b: d * m * (a * cosh - b) / math.sinh(m * length)  # flux of A - B at the end with a
        total = d * (4.0 - 3.0) / length
        self.near(found.fluxes_left[0], 0.5 * (total + difference(math.cosh(m * length), 2.0, -1.0)), 1e-7)

    def test_poisson(self):
        """pnp_line.py, a membrane of 100 Debye lengths."""
        problem = Problem(SALT, D, [Layer(1e-6, -1000.0)], End((50.0, 50.0)), End((10.0, 10.0), potential=0.1))
        right, left, _, bound = solve_poisson(Neutral(problem))
        theirs = solve(problem, stages=6, ratio=1.2)
        self.assertLess(bound, 1e-6)
        for a, b, c in zip(right, left, theirs.fluxes):
            self.near(a, c, 1e-6)
            self.near(b, c, 1e-6)


class NeutralPair(Neutral):
    """Without ions there is no potential: a trace of a salt that stands still carries it."""

    def __init__(self, problem, production):
        ends = [End((*end.concentrations, 1.0, 1.0)) for end in (problem.left, problem.right)]
        both = Problem((*problem.charges, 1, -1), (*problem.diffusivities, 1e-9, 1e-9), problem.layers, *ends)
        super().__init__(both, lambda c: np.concatenate([production(c[:2]), 0 * c[2:]]))


if __name__ == "__main__":
    unittest.main()
