#!/usr/bin/env python3
"""Diffusion of a 1:1 salt, one ion of which reacts at the end of a layer L (Newman and Thomas-Alyea 2004, chapters 8, 11):

    dc/dx = -J / (2 D),  the other ion in equilibrium: z phi = (RT/F) ln(c / c_0),  c_L = c_0 + L i / (z F) / (2 D)
    i = i0 [a_Red exp(alpha n f eta) - a_Ox exp(-(1 - alpha) n f eta)],  eta = V - E - phi_L,  f = F/RT

with (c_L / c_E)^(n / |z|) for the activity of the ion, a_Ox if z > 0, else a_Red: one equation for c_L. Departures from
electroneutrality are of second order in lambda/L = 2e-5. Needs scipy.
"""

import json
import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, THERMAL_VOLTAGE

LENGTH, HEIGHT, BATH = 50e-6, 1e-6, 100.0
SOURCE = "Butler-Volmer kinetics and salt diffusion: Newman and Thomas-Alyea 2004, chapters 8 and 11"
CHLORIDE = {"ion": "Cl", "z": -1, "D": 2.032e-9, "i0": 100.0, "V": 0.25, "E": 0.2223, "c_E": 1000.0, "alpha": 0.4, "n": 1}
CASES = {"electrochemical potential": CHLORIDE, "concentration": CHLORIDE, "two electrons": {**CHLORIDE, "n": 2},
         "cation": {"ion": "K", "z": 1, "D": 1.957e-9, "i0": 20.0, "V": -0.08, "E": 0.05, "c_E": 500.0, "alpha": 0.5, "n": 1}}


def end(z, D, i0, V, E, c_E, alpha, n, **_):
    """Concentration at the electrode and current density into the layer."""
    def current(c):
        eta = (V - E) / THERMAL_VOLTAGE - math.log(c / BATH) / z
        amount = (c / c_E)**(n / abs(z))
        reduced, oxidised = (1.0, amount) if z > 0 else (amount, 1.0)
        return i0 * (reduced * math.exp(alpha * n * eta) - oxidised * math.exp(-(1 - alpha) * n * eta))

    c = brentq(lambda c: c - BATH - LENGTH * current(c) / (z * F) / (2 * D), 1e-3, 1e5, xtol=1e-12, rtol=1e-14)
    return c, current(c)


expected = Expected(__file__)
for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
    case = CASES[run]
    c, current = end(**case)
    expected.flux("right", case["ion"], -HEIGHT * current / (case["z"] * F), 2e-8, SOURCE, run=run)
    expected.flux("left", case["ion"], HEIGHT * current / (case["z"] * F), 2e-8, SOURCE, run=run)
    expected.flux("right", "all", -HEIGHT * current, 2e-8, SOURCE, run=run)
    if c < BATH:  # c falls along a straight line, to 0 at
        limit = -case["z"] * F * 2 * case["D"] * BATH / LENGTH
        expected.observable("limiting current", "electrode", HEIGHT * limit, 5e-7, SOURCE, species=case["ion"], run=run)
    expected.observable("voltage", "left - right", -case["V"], 1e-12, "of the metal", run=run)
    expected.profile("line", LENGTH / 2, "c_K", (BATH + c) / 2, 2e-8, SOURCE, run=run)
expected.write()
