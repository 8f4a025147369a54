#!/usr/bin/env python3
"""Both species are linear in x and their fluxes cancel: c_Ox = J/k + J x/D_Ox, c_Red = J/k + J (h - x)/D_Red. Their amount is that of the
start, c h, so that J = c / (2/k + h/(2 D_Ox) + h/(2 D_Red)).
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

H, WIDTH, K, OX, RED, C = 50e-9, 5e-9, 100.0, 1e-9, 0.4e-9, 0.5
J = C / (2 / K + H / (2 * OX) + H / (2 * RED))
SOURCE = "closed form (derived in reference.py)"

expected = Expected(__file__)
for boundary, sign in (("left", 1), ("right", -1)):
    for species, way in (("Ox", 1), ("Red", -1)):
        expected.flux(f"{boundary};time [s]=0.001", species, sign * way * J * WIDTH, 1e-7, SOURCE)
for species, d in (("Ox", OX), ("Red", RED)):
    expected.add("amounts.csv", f"time [s]=0.001;species={species}", "amount", (J / K + J * H / (2 * d)) * H * WIDTH, 1e-7, SOURCE)
expected.write()
