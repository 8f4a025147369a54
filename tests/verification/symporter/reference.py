#!/usr/bin/env python3
"""Reversible transfer across one barrier: v = k c_ref [prod a^n e^(b X) - prod' a^n e^(-(1 - b) X)], X = A / RT + q (phi - phi')
(Hill, Free Energy Transduction in Biology, 1977, ch. 1 and 2), a = c / c_ref; Ussing's ratio c / c' exp(z (phi - phi')) (Ussing 1949).
The carrier is so slow (2e-9 of what the baths could bring) that the membrane sees the baths.
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import F, R, Expected

T, HEIGHT, REF, BARRIER = 310.15, 2e-9, 10.0, 0.5
Z = {"Na": 1, "K": 1, "Cl": -1, "glucose": 0}
INSIDE = {"Na": 12.0, "K": 140.0, "Cl": 152.0, "glucose": 10.0}
OUTSIDE = {"Na": 145.0, "K": 5.0, "Cl": 150.0, "glucose": 1.0}
SOURCE, USSING = "one barrier, v = v_f (1 - Gamma): Hill 1977", "flux ratio of a passive species: Ussing 1949"
# what goes into the cell along the equation; the direction in which the equation is written: 1 for inwards; affinity; turnover constant
CASES = {"symport": ({"Na": 1, "glucose": 1}, 1, 0.0, 1e-9), "equilibrium": ({"Na": 1, "glucose": 1}, 1, 0.0, 1e-9),
         "uniport": ({"K": -1}, -1, 0.0, 1e-9), "antiport": ({"Na": 3, "K": -1}, 1, 0.0, 1e-14),
         "pump": ({"Na": -3, "K": 2}, -1, 50e3, 1e-15)}

expected = Expected(__file__)
for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
    inwards, direction, affinity, k = CASES[run]
    equilibrium = R * T / F * math.log(145.0 * 1.0 / (12.0 * 10.0))
    phi = (equilibrium if run == "equilibrium" else -0.06) * F / (R * T)  # inside
    charge = sum(Z[s] * n for s, n in inwards.items())
    X = affinity / (R * T) - charge * phi
    rates = [1.0, 1.0]  # along the equation, against it
    for s, n in inwards.items():
        n *= direction
        start, end = (OUTSIDE, INSIDE) if direction > 0 else (INSIDE, OUTSIDE)
        rates[0] *= ((start if n > 0 else end)[s] / REF)**abs(n)
        rates[1] *= ((end if n > 0 else start)[s] / REF)**abs(n)
    forward, backward = k * REF * rates[0] * math.exp(BARRIER * X), k * REF * rates[1] * math.exp((BARRIER - 1) * X)
    v = forward - backward
    for s, n in inwards.items():
        if run == "equilibrium":
            expected.flux("left", s, 0.0, 1e-14 * HEIGHT * forward, SOURCE, kind="absolute", run=run)
        else:
            expected.flux("left", s, HEIGHT * n * v, 1e-6, SOURCE, run=run)
        ratio = OUTSIDE[s] / INSIDE[s] * math.exp(-Z[s] * phi)
        expected.observable("Ussing's ratio of carrier", "inside | outside", ratio**direction, 1e-6, USSING, species=s, run=run)
    if run == "uniport":
        expected.observable("flux ratio of carrier", "inside | outside", ratio**direction, 1e-6, USSING, run=run)
    expected.observable("flux ratio of carrier", "inside | outside", forward / backward, 1e-6, SOURCE, run=run)
expected.write()
