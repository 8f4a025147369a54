#!/usr/bin/env python3
"""A front carried with a plug flow w while it spreads (Bear, Dynamics of Fluids in Porous Media, 1972, section 10.6,
in a frame that moves with the flow: a row of sources, each a Gaussian):

    c = c0/2 erfc((x - x0 - w t) / sqrt(s^2 + 4 D t))
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, W, C0, X0, S = 1e-9, 1e-3, 10.0, 3e-5, 2e-6
LENGTH, HEIGHT = 1e-4, 1.25e-5
SOURCE = "erfc profile in the moving frame, Bear 1972"


def c(x, t):
    return C0 / 2 * math.erfc((x - X0 - W * t) / math.sqrt(S * S + 4 * D * t))


expected = Expected(__file__)
for t in (5e-3, 1e-2, 2.5e-2):
    spread = math.sqrt(S * S + 4 * D * t)
    for shift in (-0.6, 0.0, 0.6):
        x = round((X0 + W * t + shift * spread) * 1e6) * 1e-6
        expected.add("profile_line.csv", f"s [m]={x:g};time [s]={t:g}", "c_dye", c(x, t), 5e-4, SOURCE)
    # What came in stays in, as long as the front is far from both ends.
    expected.add("amounts.csv", f"species=dye;time [s]={t:g}", "amount", C0 * (X0 + W * t) * HEIGHT, 1e-6, SOURCE)
expected.write()
