#!/usr/bin/env python3
"""A binary salt without a current (Newman and Thomas-Alyea, Electrochemical Systems, 2004, section 11.3):

    c = c0 + A cos(pi x / L) exp(-pi^2 D t / L^2),   D = 2 D+ D- / (D+ + D-),
    phi(x) - phi(0) = - RT/F (D+ - D-) / (D+ + D-) ln(c(x) / c(0)).
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

D_H, D_CL, C0, A, LENGTH = 9.311e-9, 2.032e-9, 50.0, 45.0, 1e-3
D = 2 * D_H * D_CL / (D_H + D_CL)
SOURCE = "Newman and Thomas-Alyea 2004, 11.3: a binary salt without a current"


def c(x, t):
    return C0 + A * math.cos(math.pi * x / LENGTH) * math.exp(-math.pi**2 * D * t / LENGTH**2)


expected = Expected(__file__)
for t in (0.0, 6.0, 20.0):
    for x in (0.0, 0.25e-3, 1e-3):
        where = f"interpolate:s [m]={x:g};time [s]={t:g}"
        expected.add("profile_line.csv", where, "c_H", c(x, t), 3e-6, SOURCE)
        if x > 0:
            phi = -THERMAL_VOLTAGE * (D_H - D_CL) / (D_H + D_CL) * math.log(c(x, t) / c(0, t))
            expected.add("profile_line.csv", where, "phi", phi, 3e-5, SOURCE)
expected.write()
