#!/usr/bin/env python3
"""A 1:1 salt with Onsager's coefficients, L_ij = q_ij c sqrt(D_i D_j) / RT, electroneutral (Miller 1966, J Phys Chem 70:2639):

    t+ = (L++ - L+-) / S,  S = L++ - 2 L+- + L--,  kappa = F^2 S
    J_salt = - (L++ L-- - L+-^2) / S grad(mu+ + mu-) ,  mu+ + mu- = 2 RT ln c
    J+ = J_salt + t+ i / F ,  J- = J_salt - (1 - t+) i / F
    dphi/dx = (1 - 2 t+) RT/F dln c/dx - i / kappa
c is linear. Departures from electroneutrality are of order (lambda/L)^2 = 4e-7.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, THERMAL_VOLTAGE, F, Expected

CATION, ANION, COUPLING = 1.334e-9, 2.032e-9, 0.3
LEFT, RIGHT, LENGTH, HEIGHT = 100.0, 10.0, 5e-6, 1e-6
CROSS = COUPLING * math.sqrt(CATION * ANION)
SUM = CATION - 2.0 * CROSS + ANION
T_CATION = (CATION - CROSS) / SUM
SALT = 2.0 * (CATION * ANION - CROSS**2) / SUM
OPEN = (2.0 * T_CATION - 1.0) * THERMAL_VOLTAGE * math.log(LEFT / RIGHT)
SOURCE = "Onsager's coefficients of a binary salt: Miller 1966 (J Phys Chem 70:2639)"


def potential(c, current):
    """phi where the concentration is c, phi = 0 on the left."""
    resistance = RT / (F**2 * SUM) * LENGTH / (LEFT - RIGHT) * math.log(LEFT / c)
    return (2.0 * T_CATION - 1.0) * THERMAL_VOLTAGE * math.log(LEFT / c) - current * resistance


assert f"{OPEN:.12g} V" in (pathlib.Path(__file__).parent / "case.prm").read_text(), f"{OPEN:.12g}"
expected = Expected(__file__)
whole = RT / (F**2 * SUM) * LENGTH / (LEFT - RIGHT) * math.log(LEFT / RIGHT)
for run, voltage, tolerance in (("open circuit", OPEN, 1e-5), ("30 mV", 0.03, 1e-5),
                                ("open circuit, concentrations", OPEN, 1e-5),
                                ("30 mV, electroneutral", 0.03, 1e-6)):
    current = (OPEN - voltage) / whole
    diffusion = SALT * (LEFT - RIGHT) / LENGTH
    cations, anions = diffusion + T_CATION * current / F, diffusion - (1.0 - T_CATION) * current / F
    expected.flux("right", "Na", HEIGHT * cations, tolerance, SOURCE, run=run)
    expected.flux("right", "Cl", HEIGHT * anions, tolerance, SOURCE, run=run)
    if voltage == OPEN:
        expected.flux("right", "all", 0.0, tolerance * HEIGHT * F * diffusion, SOURCE, kind="absolute", run=run)
    else:
        expected.flux("right", "all", HEIGHT * current, tolerance, SOURCE, run=run)
    for s in (1.25e-6, 2.5e-6, 3.75e-6):
        c = LEFT + (RIGHT - LEFT) * s / LENGTH
        expected.profile("line", s, "c_Na", c, tolerance, SOURCE, run=run)
        expected.profile("line", s, "phi", potential(c, current), tolerance, SOURCE, run=run)
    force = [RT * math.log(LEFT / RIGHT) - z * F * voltage for z in (1, -1)]
    expected.observable("dissipation", "all", HEIGHT * (cations * force[0] + anions * force[1]), 2e-5,
                        "sum J . (mu_left - mu_right)", run=run)
expected.write()
