#!/usr/bin/env python3
"""Fluxes through a charged cylindrical pore computed by another program.

A prototype that shares no code with ionflux (three-dimensional cylinder, degree 2, 319k unknowns) found the dimensionless ion currents 4.879823 and 2.163122 at 5 RT/F, wall charge -0.5, Debye length 0.3 R.
The length of the pore, 5 R, is not on record; it follows from the numbers (4 R and 6 R are off by 20 %).
Scale of a flux: D c R. The prototype says of its own error that it is near 1e-6.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, F, Expected

EPSILON, CONCENTRATION, DIFFUSIVITY = 78.5 * 8.8541878128e-12, 100.0, 1e-9
RADIUS = (EPSILON * RT / (2 * F**2 * CONCENTRATION)) ** 0.5 / 0.3

expected = Expected(__file__)
for species, value in (("p", 4.879823), ("n", -2.163122)):
    expected.flux("top", species, value * DIFFUSIVITY * CONCENTRATION * RADIUS, 5e-6,
                  "another program (a 3-D prototype)")
expected.write()
