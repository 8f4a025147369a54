#!/usr/bin/env python3
"""Electroneutral Nernst-Planck equations of monovalent ions in a layer (Planck 1890, Ann. Phys. 276, 561):

    c_i' + z_i c_i psi' = -J_i/D_i;  with sum z c = 0 the total cation concentration s is linear, and s psi' = kappa s' constant:
    psi = kappa ln(s/s_0),   J_i = -(D_i s'/s_0) (1 + z_i kappa) (c_i1 q^(z_i kappa) - c_i0) / (q^(z_i kappa + 1) - 1),   q = s_1/s_0
"""

import json
import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, F, Expected

SOURCE = "Planck 1890 (Ann Phys 276:561): closed form for monovalent ions"
LENGTH, HEIGHT = 1e-3, 1e-4
IONS = {"H": (1, 9.311e-9, 100.0, 0.5), "Na": (1, 1.334e-9, 1.0, 10.0), "Cl": (-1, 2.032e-9, 101.0, 10.5)}
LEFT, RIGHT = 101.0, 10.5
SLOPE, RATIO = (RIGHT - LEFT) / LENGTH, RIGHT / LEFT


def flux(ion, kappa):
    """J towards the right [mol/(m^2 s)]."""
    z, diffusivity, left, right = IONS[ion]
    power = z * kappa
    integral = math.expm1((power + 1) * math.log(RATIO)) / (power + 1) if power != -1 else math.log(RATIO)
    return -diffusivity * SLOPE / LEFT * (right * RATIO**power - left) / integral


def current(kappa):
    return F * HEIGHT * sum(z * flux(ion, kappa) for ion, (z, *_) in IONS.items())


def profile(kappa, x):
    """phi [V] and concentrations at x."""
    s = LEFT + SLOPE * x
    values = {"phi": THERMAL_VOLTAGE * kappa * math.log(s / LEFT)}
    for ion, (z, diffusivity, left, _) in IONS.items():
        power = z * kappa
        integral = LEFT / SLOPE * math.expm1((power + 1) * math.log(s / LEFT)) / (power + 1)
        values["c_" + ion] = (left - flux(ion, kappa) / diffusivity * integral) * (s / LEFT) ** -power
    return values


RUNS = json.loads((pathlib.Path(__file__).parent / "runs.json").read_text())
expected = Expected(__file__)
for run in RUNS:
    if run == "a voltage":
        kappa = 0.1 / THERMAL_VOLTAGE / math.log(RATIO)
    else:  # positive: into the domain at the right, against x
        wanted = -1e-3 if run == "a current" else 0.0
        kappa = brentq(lambda k: current(k) - wanted, *((-1.4, -0.95) if wanted else (-0.95, -0.5)), xtol=1e-15)
        expected.add("unknown_potentials.csv", "boundary=right", "potential", THERMAL_VOLTAGE * kappa * math.log(RATIO), 1e-6,
                     SOURCE, run=run)
    for ion in IONS:
        expected.flux("right", ion, flux(ion, kappa) * HEIGHT, 1e-6, SOURCE, run=run)
    if run != "no current":
        expected.flux("right", "all", current(kappa), 1e-6, SOURCE, run=run)
    for t in (0.25, 0.5, 0.75):
        for column, value in profile(kappa, t * LENGTH).items():
            if column == "phi":
                expected.profile("line", t * LENGTH, column, value, 1e-7, SOURCE, kind="absolute", run=run)
            else:
                expected.profile("line", t * LENGTH, column, value, 1e-6, SOURCE, run=run)
expected.write()
