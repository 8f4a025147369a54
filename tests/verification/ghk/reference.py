#!/usr/bin/env python3
"""Nernst-Planck in a constant field between x = 0 and L, closed form (Goldman 1943; Hodgkin and Katz 1949):

    J = D P(z u) / L (c_left - c_right exp(-z u)),  P(w) = w / (1 - exp(-w)),  u = F (phi_left - phi_right) / RT
    c(x) exp(-z u x/L) = c_left + (c_right exp(-z u) - c_left) (1 - exp(-z u x/L)) / (1 - exp(-z u))
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, THERMAL_VOLTAGE

LENGTH, HEIGHT, U = 100e-9, 40e-9, 0.06 / THERMAL_VOLTAGE
SPECIES = {"SO4": (-2, 1.065e-9, 40, 15), "Cl": (-1, 2.032e-9, 10, 110), "urea": (0, 1.38e-9, 5, 20),
           "K": (1, 1.957e-9, 140, 4), "Mg": (2, 0.706e-9, 2, 30)}
SOURCE = "GHK flux equation: Hodgkin and Katz 1949 (J Physiol 108:37); Hille 2001, eq. 14.5"


def flux_density(z, diffusivity, left, right):
    w = z * U
    factor = w / -math.expm1(-w) if w else 1.0
    return diffusivity / LENGTH * factor * (left - right * math.exp(-w))


def concentration(z, left, right, t):
    w = z * U
    part = math.expm1(-w * t) / math.expm1(-w) if w else t
    return math.exp(w * t) * (left + (right * math.exp(-w) - left) * part)


expected = Expected(__file__)
for run, tolerance, local in (("electrochemical potential", 5e-6, 1e-4), ("concentration", 5e-6, 5e-5)):
    current = 0.0
    for name, (z, diffusivity, left, right) in SPECIES.items():
        flux = HEIGHT * flux_density(z, diffusivity, left, right)
        current += z * F * flux
        expected.flux("right", name, flux, tolerance, SOURCE, run=run)
        expected.flux("left", name, -flux, tolerance, SOURCE, run=run)
        expected.profile("middle", LENGTH / 4, f"c_{name}", concentration(z, left, right, 0.25), local,
                         SOURCE, run=run)
    expected.flux("right", "all", current, tolerance, SOURCE, run=run)
expected.write()
