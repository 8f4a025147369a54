#!/usr/bin/env python3
"""Na and Cl, equal on both sides, moved by a gradient of pH without a current: an acid HA beside, and its potential.

* layer: four monovalent ions, electroneutral (Planck 1890, Ann. Phys. 276, 561): the sum s of the cations is linear,
  psi = kappa ln(s/s_0), J_i = - (D_i s'/s_0) (1 + z_i kappa) (c_i1 q^(z_i kappa) - c_i0) / (q^(z_i kappa + 1) - 1), q = s_1/s_0; kappa
  by which no current flows. Na goes against H, Cl with it.
* membrane: the same through a cation exchanger, in stagnant layers, Na 10 against 5, H 90 against 1 (Donnan dialysis: Na is driven
  uphill, to where there is more of it): electroneutral Nernst-Planck equations with Donnan's equilibria, solve_bvp (neutral_line.py).
"""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from neutral_line import Neutral, solve_neutral
from pnp_line import End, Layer, Problem
from references import THERMAL_VOLTAGE, Expected

IONS = {"H": (1, 9.311e-9), "Na": (1, 1.334e-9), "Cl": (-1, 2.032e-9), "A": (-1, 1.03e-9)}
LAYER = (10.0, 100.0, 100.0, 10.0), (0.1, 100.0, 100.0, 0.1)
MEMBRANE = (90.0, 10.0, 90.0, 10.0), (1.0, 5.0, 5.0, 1.0)
LENGTH, HEIGHT, FILM, FIXED = 1e-4, 1e-5, 5e-5, -1000.0
WHOLE = LENGTH + 2 * FILM  # all water in the first run
PLANCK = "Planck 1890: closed form for monovalent ions"
DONNAN = "Teorell 1953: Nernst-Planck and Donnan, electroneutral, solve_bvp"


def planck():
    """(potential of the right end [V], fluxes to the right [mol/m^2/s])"""
    left, right = (sum(end[:2]) for end in LAYER)
    ratio = right / left

    def fluxes(kappa):
        found = []
        for (z, d), a, b in zip(IONS.values(), *LAYER):
            power = z * kappa
            integral = math.expm1((power + 1) * math.log(ratio)) / (power + 1)
            found.append(-d * (right - left) / WHOLE / left * (b * ratio**power - a) / integral)
        return found

    current = lambda kappa: sum(z * flux for (z, _), flux in zip(IONS.values(), fluxes(kappa)))
    kappa = brentq(current, -9.1, 8.7, xtol=1e-15)
    return THERMAL_VOLTAGE * kappa * math.log(ratio), fluxes(kappa)


def membrane():
    charges, diffusivities = zip(*IONS.values())
    problem = Problem(charges, diffusivities, [Layer(FILM), Layer(LENGTH, FIXED, (0.2,) * 4), Layer(FILM)], End(MEMBRANE[0]),
                      End(MEMBRANE[1], current=0.0))
    found = solve_neutral(Neutral(problem))
    return found.potential, found.fluxes


expected = Expected(__file__)
for run, (potential, fluxes), source in (("layer", planck(), PLANCK), ("membrane", membrane(), DONNAN)):
    expected.add("unknown_potentials.csv", "boundary=right", "potential", potential, 1e-6, source, run=run)
    for ion, flux in zip(IONS, fluxes):
        expected.flux("right", ion, flux * HEIGHT, 1e-6 if run == "layer" else 1e-5, source, run=run)
    assert fluxes[1] < 0 < fluxes[0]  # Na against H
expected.write()
