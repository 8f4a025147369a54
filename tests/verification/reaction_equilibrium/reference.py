#!/usr/bin/env python3
"""A bath in equilibrium with itself and the same bath beyond a gel: sum nu_i mu_i = RT ln K everywhere, so that Gamma = 1, no
affinity, no rate and no flux (de Donder and Van Rysselberghe 1936). Concentrations in the gel by Donnan's equilibrium."""

import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, Expected

SOURCE = "equilibrium: no flux, no rate (de Donder and Van Rysselberghe 1936)"
DONNAN = "Donnan 1911 with partition coefficients"
ION = {"H": (1, 9.311e-9, 1e-4, -3e3), "OH": (-1, 5.273e-9, 1e-4, 0), "HA": (0, 1.2e-9, 10.0, 2e3), "A": (-1, 1e-9, 20.0, 0),
       "Na": (1, 1.334e-9, 120.0, 0), "Cl": (-1, 2.032e-9, 100.0, 0)}
WIDTH, LENGTH, FIXED = 10e-9, 100e-9, -500.0


def in_gel(ion, psi):
    z, _, c, mu0 = ION[ion]
    return c * math.exp(-mu0 / RT - z * psi)


psi = brentq(lambda p: FIXED + sum(z * in_gel(ion, p) for ion, (z, *_) in ION.items()), -10, 10, xtol=1e-15)
expected = Expected(__file__)
for run in ("double layers", "electroneutral"):
    for ion, (z, diffusivity, c, _) in ION.items():
        for side in ("left", "right"):
            expected.flux(side, ion, 0.0, 1e-12 * diffusivity * 100.0 * WIDTH / LENGTH, SOURCE, kind="absolute", run=run)
    for reaction in ("water", "acid"):
        for place in ("membrane", "left bath", "right bath"):
            for extreme in ("least", "greatest"):
                expected.observable(f"{extreme} Gamma of {reaction}", place, 1.0, 1e-13, SOURCE, run=run)
    for extreme in ("least", "greatest"):
        expected.observable(f"{extreme} Gamma of base", "membrane", 1.0, 1e-13, SOURCE, run=run)
        expected.observable(f"{extreme} Gamma_acid", "gamma", 1.0, 1e-13, SOURCE, run=run)
        expected.observable(f"{extreme} affinity_water", "affinity", 0.0, 1e-13 * RT, SOURCE, kind="absolute", run=run)
volume = 50e-9 * WIDTH
for ion in ION:
    expected.observable("amount", "membrane", in_gel(ion, psi) * volume, 1e-9, DONNAN, species=ion, run="electroneutral")
expected.write()
