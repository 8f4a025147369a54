#!/usr/bin/env python3
"""Oxygen through a layer L to an electrode that reduces it by Tafel's law (Bard and Faulkner 2001, section 3.4):

    |i| = i0 (c_s / c_ref) exp(-alpha n eta),   c_s = c - |i| L / (n F D),   eta = (V - E) F / RT,   n = 4
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected, F

D, LENGTH, HEIGHT, BATH, I0, SHARE, N = 2e-9, 50e-6, 5e-6, 0.25, 1e-7, 0.25, 4
SOURCE = "closed form; Bard and Faulkner 2001, section 3.4"

free = I0 * math.exp(-SHARE * N * (0.75 - 1.2) / THERMAL_VOLTAGE)
current = free / (1 + free * LENGTH / (N * F * D * BATH))
expected = Expected(__file__)
expected.flux("right", "O2", current / (N * F) * HEIGHT, 1e-9, SOURCE)
expected.observable("electrode current of reduction", "right", -current * HEIGHT, 1e-9, SOURCE)
expected.write()
