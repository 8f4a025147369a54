#!/usr/bin/env python3
"""A step V at a compact layer C_S before a salt between blocking electrodes, of small voltage. The cell is linear: first, and at the
end, its capacitances are

    1/C_0 = 1/C_S + L/eps,   1/C = 1/C_S + 2 lambda tanh(L / 2 lambda) / eps,

(Debye and Hueckel's equation with as much charge on either side; Bazant, Thornton and Ajdari 2004, section II). The metal works
V^2 (C - C_0 / 2) per area, C_0 / 2 of it in the jump; V^2 C / 2 stays, the rest is dissipated. With an uneven layer there is no closed form,
but nothing may be left over, either."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import WATER, Expected, debye_length

V, STERN, LENGTH, HEIGHT, C = 5e-5, 0.1, 40e-9, 20e-9, 10.0
SOURCE = "linear capacitances; Bazant, Thornton and Ajdari 2004"

debye = debye_length(WATER, [(1, C), (-1, C)])
first = 1 / (1 / STERN + LENGTH / WATER)
last = 1 / (1 / STERN + 2 * debye * math.tanh(LENGTH / (2 * debye)) / WATER)
work, dissipated = V**2 * (last - first / 2) * HEIGHT, V**2 * (last - first) / 2 * HEIGHT
expected = Expected(__file__)
for run in ("even", "uneven"):
    if run == "even":
        expected.add("energies.csv", "time [s]=2e-05", "work of electrodes", work, 2e-5, SOURCE, run=run)
        expected.add("energies.csv", "time [s]=2e-05", "dissipated", dissipated, 2e-4, SOURCE, run=run)
    expected.add("energies.csv", "time [s]=2e-05", "unaccounted", 0.0, 2e-4 * work, "first law", kind="absolute", run=run)
expected.write()
