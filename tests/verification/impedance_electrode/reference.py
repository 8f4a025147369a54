#!/usr/bin/env python3
"""Metal of a 1:1 salt c behind a layer L, at equilibrium. A current density i makes the salt at the electrode differ by
dc = i t- tanh(kL) / (F D k), k^2 = i omega / D, D = 2 D+ D- / (D+ + D-), which takes (RT/F) dc/c of Nernst's potential and
(RT/F) (1 - 2 t+) dc/c of diffusion potential, 2 t- together (Bard and Faulkner 2001, section 10.3; Warburg 1899):

    Z = RT / (F i0) + L / kappa + 2 t-^2 RT / (F^2 c D k) tanh(kL)   an area.
"""

import cmath
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, Expected, F

PLUS, MINUS, C, LENGTH, WIDTH, EXCHANGE = 1.648e-9, 1.902e-9, 10.0, 50e-6, 5e-6, 5.0
D, SHARE = 2 * PLUS * MINUS / (PLUS + MINUS), MINUS / (PLUS + MINUS)
SOURCE = "closed form; Bard and Faulkner 2001, section 10.3"

expected = Expected(__file__)
for decade in range(-3, 4):
    k = cmath.sqrt(2j * math.pi * 10.0**decade / D)
    z = (RT / (F * EXCHANGE) + LENGTH * RT / (F**2 * (PLUS + MINUS) * C)
         + 2 * SHARE**2 * RT / (F**2 * C * D * k) * cmath.tanh(k * LENGTH)) / WIDTH
    at = f"frequency [Hz]={10.0**decade:g}"
    for run, halves in (("bath", 1), ("metal", 1), ("two electrodes", 2)):  # a cell is alike on both sides of its middle
        expected.add("impedance.csv", at, "Re Z", halves * z.real, 1e-5, SOURCE, run=run)
        expected.add("impedance.csv", at, "Im Z", halves * z.imag, 1e-5 * halves * abs(z), SOURCE, kind="absolute", run=run)
expected.write()
