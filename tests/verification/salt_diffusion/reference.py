#!/usr/bin/env python3
"""Steady diffusion of a 1:1 salt, electroneutral limit (Planck 1890; Newman and Thomas-Alyea 2004, section 11.3-11.4):

    c linear;  phi(x) = (RT/F) (D+ - D-)/(D+ + D-) ln(c_0/c(x)) + i R(x)  
    J_+- = 2 D+ D-/(D+ + D-) (c_0 - c_L)/L +- t_+- i / F,   t_+ = D+/(D+ + D-)
    i = - (V - V_open) / integral dx/kappa,   kappa = F^2 (D+ + D-) c / RT
Departures from electroneutrality are of order (lambda/L)^2 = 4e-7.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, THERMAL_VOLTAGE, F, Expected

CATION, ANION, LEFT, RIGHT, LENGTH, HEIGHT = 1.334e-9, 2.032e-9, 100.0, 10.0, 5e-6, 1e-6
SUM = CATION + ANION
OPEN = THERMAL_VOLTAGE * (CATION - ANION) / SUM * math.log(LEFT / RIGHT)
assert f"{OPEN:.12g} V" in (pathlib.Path(__file__).parent / "case.prm").read_text(), f"{OPEN:.12g}"
SOURCE = "ambipolar diffusion, diffusion potential: Planck 1890; Newman and Thomas-Alyea 2004, chapter 11"


def resistance(c):
    """Integral of dx / kappa from the left to where the concentration is c."""
    return RT / (F**2 * SUM) * LENGTH / (LEFT - RIGHT) * math.log(LEFT / c)


expected = Expected(__file__)
salt = 2 * CATION * ANION / SUM * (LEFT - RIGHT) / LENGTH
for run, voltage in (("open circuit", OPEN), ("30 mV", 0.03), ("open circuit, concentration", OPEN)):
    current = -(voltage - OPEN) / resistance(RIGHT)
    expected.flux("right", "Na", HEIGHT * (salt + CATION / SUM * current / F), 1e-5, SOURCE, run=run)
    expected.flux("right", "Cl", HEIGHT * (salt - ANION / SUM * current / F), 1e-5, SOURCE, run=run)
    if voltage == OPEN:
        expected.flux("right", "all", 0.0, 1e-5 * F * HEIGHT * salt, SOURCE, kind="absolute", run=run)
    else:
        expected.flux("right", "all", HEIGHT * current, 1e-5, SOURCE, run=run)
    for x in (0.25, 0.5, 0.75):
        c = LEFT + (RIGHT - LEFT) * x
        phi = THERMAL_VOLTAGE * (CATION - ANION) / SUM * math.log(LEFT / c) - current * resistance(c)
        expected.profile("line", x * LENGTH, "c_Na", c, 1e-5, SOURCE, run=run)
        expected.profile("line", x * LENGTH, "phi", phi, 1e-5, SOURCE, run=run)
    expected.observable("flux through plane", "middle", HEIGHT * (salt + CATION / SUM * current / F), 1e-5, SOURCE,
                        species="Na", run=run)
    expected.observable("mean c_Na", "everywhere", (LEFT + RIGHT) / 2, 1e-6, SOURCE, run=run)
    # Work lost: each flux times the fall of its electrochemical potential.
    fall = RT * math.log(LEFT / RIGHT)
    power = HEIGHT * ((salt + CATION / SUM * current / F) * (fall - F * voltage) +
                      (salt - ANION / SUM * current / F) * (fall + F * voltage))
    expected.observable("dissipation", "all", power, 2e-5, "sum J . (mu_left - mu_right)", run=run)
    expected.observable("Nernst potential", "left - right", THERMAL_VOLTAGE * math.log(RIGHT / LEFT), 1e-9,
                        "Nernst 1889", species="Na", run=run)
    goldman = math.log((CATION * RIGHT + ANION * LEFT) / (CATION * LEFT + ANION * RIGHT))
    expected.observable("GHK potential", "left - right", THERMAL_VOLTAGE * goldman, 1e-9,
                        "Hodgkin and Katz 1949 (J Physiol 108:37)", run=run)
    if voltage == OPEN:
        expected.observable("voltage", "left - right", -OPEN, 1e-9, SOURCE, run=run)
expected.write()
