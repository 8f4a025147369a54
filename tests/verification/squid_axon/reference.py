#!/usr/bin/env python3
"""Reversal potential of Na, K and Cl (Hodgkin & Katz 1949, J Physiol 108:37), found with the current given as zero:

    V = RT/F ln( (P_K K_o + P_Na Na_o + P_Cl Cl_i) / (P_K K_i + P_Na Na_i + P_Cl Cl_o) )
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, R

THERMAL_VOLTAGE, HEIGHT = R * 291.15 / F, 4e-9
IONS = {"K": (1, 1.8e-8, 345, 10), "Na": (1, 0.072e-8, 72, 455), "Cl": (-1, 0.81e-8, 61, 540)}
SOURCE = "Hodgkin and Katz 1949 (J Physiol 108:37), constant field equation"

above = sum(p * (outside if z > 0 else inside) for z, p, inside, outside in IONS.values())
below = sum(p * (inside if z > 0 else outside) for z, p, inside, outside in IONS.values())
REVERSAL = THERMAL_VOLTAGE * math.log(above / below)

expected, gross = Expected(__file__), 0.0
expected.add("unknown_potentials.csv", "boundary=left", "potential", REVERSAL, 1e-6, SOURCE)
expected.observable("reversal potential", "left - right", REVERSAL, 1e-6, SOURCE)
expected.observable("GHK potential", "left - right", REVERSAL, 1e-9, SOURCE)
for name, (z, permeability, inside, outside) in IONS.items():
    w = z * REVERSAL / THERMAL_VOLTAGE
    flux = HEIGHT * permeability * w / -math.expm1(-w) * (inside - outside * math.exp(-w))
    gross += abs(z * F * flux)
    expected.flux("axolemma: inside side", name, flux, 1e-5, SOURCE)
    expected.flux("right", name, flux, 1e-5, SOURCE)
    expected.flux("axolemma: outside side", name, -flux, 1e-5, SOURCE)
for name in ("anion", "cation"):
    source = "the membrane does not let it pass"
    expected.flux("right", name, 0.0, 1e-6 * gross / F, source, kind="absolute")
    expected.flux("axolemma: inside side", name, 0.0, 0.0, source, kind="absolute")
expected.flux("axolemma: inside side", "all", 0.0, 1e-6 * gross, SOURCE, kind="absolute")
expected.write()
