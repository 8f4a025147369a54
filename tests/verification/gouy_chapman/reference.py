#!/usr/bin/env python3
"""Gouy-Chapman, closed form (Gouy 1910; Chapman 1913; Hunter 1981, Zeta Potential, section 2.3.1):

    Grahame:   sigma = sqrt(8 eps RT c) sinh(psi0 / 2)
    profile:   tanh(psi/4) = tanh(psi0/4) exp(-x / lambda),  c_i = c exp(-z_i psi),  psi = F phi / RT
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, THERMAL_VOLTAGE, WATER, Expected, debye_length

BATH, SIGMA = 100.0, -0.1
LAMBDA = debye_length(WATER, [(1, BATH), (-1, BATH)])
PSI0 = 2 * math.asinh(SIGMA / math.sqrt(8 * WATER * RT * BATH))
GRAHAME = "Grahame equation (Grahame 1947, Chem Rev 41:441)"
PROFILE = "Gouy-Chapman profile (Hunter 1981, section 2.3.1)"

expected = Expected(__file__)
for run in ("electrochemical potential", "concentration"):
    for x in (0.0, 0.5 * NM, 1 * NM, 2 * NM, 4 * NM):
        psi = 4 * math.atanh(math.tanh(PSI0 / 4) * math.exp(-x / LAMBDA))
        source = PROFILE if x else GRAHAME
        tight = run.startswith("electro")
        expected.profile("layer", x, "phi", psi * THERMAL_VOLTAGE, 2e-5, source, run=run)
        local = 5e-5 if tight else 2e-4 # quadratics in c instead of mu
        expected.profile("layer", x, "c_K", BATH * math.exp(-psi), local, source, run=run)
        expected.profile("layer", x, "c_Cl", BATH * math.exp(psi), local, source, run=run)
    # Excess per area: 2 c lambda (exp(-z psi0 / 2) - 1); height 2 nm, per metre of depth.
    excess = "Gouy-Chapman excess (Hunter 1981, section 2.3.2)"
    for species, z in (("K", 1), ("Cl", -1)):
        expected.observable("excess amount", "double layer",
                            2 * NM * 2 * BATH * LAMBDA * math.expm1(-z * PSI0 / 2), 1e-4 if tight else 5e-4, excess,
                            species=species, run=run)
    expected.observable("excess charge of the ions", "double layer", -SIGMA * 2 * NM, 1e-6, "Gauss's law", run=run)
    expected.observable("surface charge", "left", SIGMA * 2 * NM, 1e-9, "as given", run=run)
expected.write()
