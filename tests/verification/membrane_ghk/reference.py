#!/usr/bin/env python3
"""Flux through a thin membrane in a constant field (Goldman 1943; Hodgkin and Katz 1949):

    J = P w / (1 - exp(-w)) (c_in - c_out exp(-w)),  w = z F (phi_in - phi_out) / RT
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, THERMAL_VOLTAGE

HEIGHT = 10e-9
SPECIES = {"K": (1, 1e-7, 100, 10), "Cl": (-1, 4e-8, 104, 50), "Ca": (2, 1e-8, 2, 20), "urea": (0, 3e-7, 5, 20)}
SOURCE = "GHK flux equation: Hodgkin and Katz 1949 (J Physiol 108:37); Hille 2001, eq. 14.5"
RUNS = {"60 mV": 0.06, "-150 mV": -0.15, "0 mV": 0.0, "60 mV, concentrations": 0.06}


def flux_density(z, permeability, inside, outside, volts):
    w = z * volts / THERMAL_VOLTAGE
    factor = w / -math.expm1(-w) if w else 1.0
    return permeability * factor * (inside - outside * math.exp(-w))


expected = Expected(__file__)
for run, volts in RUNS.items():
    current = 0.0
    for name, (z, permeability, inside, outside) in SPECIES.items():
        flux = HEIGHT * flux_density(z, permeability, inside, outside, volts)
        current += z * F * flux
        expected.flux("right", name, flux, 1e-5, SOURCE, run=run)
        expected.flux("inside | outside: inside side", name, flux, 1e-5, SOURCE, run=run)
        expected.flux("inside | outside: outside side", name, -flux, 1e-5, SOURCE, run=run)
    expected.flux("inside | outside: inside side", "all", current, 1e-5, SOURCE, run=run)
    source = "no current density to speak of, no field through the membrane: a uniform bath"
    expected.profile("across", 7.5e-9, "phi", volts, 1e-7, source, kind="absolute", run=run)
    expected.profile("across", 12.5e-9, "phi", 0.0, 1e-7, source, kind="absolute", run=run)
    expected.profile("across", 7.5e-9, "c_K", 100, 1e-5, source, run=run)
    expected.profile("across", 12.5e-9, "c_K", 10, 1e-5, source, run=run)
expected.write()
