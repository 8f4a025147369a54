#!/usr/bin/env python3
"""Binary electrolyte, one ion discharged (Levich 1962, section 51; Newman and Thomas-Alyea 2004, section 11.8):

    the anion is in equilibrium: phi = RT/F ln(c/c0); so J = - 2 D_+ dc/dx, c linear,
    mu_+ = RT ln(c/M) + F phi = 2 RT ln c_R - RT ln c0   (c in mol/L) gives c_R;
    J = 2 D_+ (c0 - c_R) / L: twice Fick's. Departures from electroneutrality are of
    order (lambda/l)^2 with l = c / |dc/dx| at the electrode: 3e-7 at 2 mM; 4e-4 at 0.2 mM, but there
    only in a drop of mu that makes 1 % of the flux.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, THERMAL_VOLTAGE, F, Expected

D, C0, LENGTH, HEIGHT = 1.648e-9, 10.0, 50e-6, 1e-6
SOURCE = "migration doubles the limiting current: Levich 1962, section 51; Newman and Thomas-Alyea 2004, section 11.8"

expected = Expected(__file__)
for run, mu, tolerance in (("electrochemical potential", -19395.4, 1e-6),
                           ("near the limiting current", -30811.4, 1e-5), ("concentration", -19395.4, 1e-6)):
    right = 1000 * math.exp((mu / RT + math.log(C0 / 1000)) / 2)
    flux = 2 * D * (C0 - right) / LENGTH * HEIGHT
    expected.flux("right", "Ag", flux, tolerance, SOURCE, run=run)
    expected.flux("left", "all", -F * flux, tolerance, SOURCE, run=run)
    expected.flux("right", "NO3", 0.0, 1e-10 * flux, "the anion cannot pass the electrode", kind="absolute", run=run)
    for x in (0.5, 0.75):
        c = C0 + (right - C0) * x
        expected.profile("line", x * LENGTH, "c_Ag", c, 1e-5, SOURCE, run=run)
        expected.profile("line", x * LENGTH, "phi", THERMAL_VOLTAGE * math.log(c / C0), 1e-5, SOURCE, run=run)
expected.write()
