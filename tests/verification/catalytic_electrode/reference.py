#!/usr/bin/env python3
"""Reaction layer of a catalytic mechanism between an electrode and a bath at the distance L (Bard and Faulkner 2001, Electrochemical
Methods, section 12.3, in a layer of finite width): O + R = c everywhere, D R'' = k R, so

    J = k_s c / (1 + k_s / (D g)),   g = sqrt(k / D) coth(L sqrt(k / D)),   k_s = k0 exp(-alpha F V / RT) .
"""

import pathlib
import sys
from math import exp, sqrt, tanh

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, R

C, D, K, LENGTH, WIDTH = 1.0, 1e-9, 5.0, 100e-6, 10e-6
SOURCE = "Bard and Faulkner 2001, section 12.3, finite layer (closed)"

ks = 1e-5 * exp(0.5 * F * 0.1 / (R * 298.15))
g = sqrt(K / D) / tanh(LENGTH * sqrt(K / D))
flux = ks * C / (1 + ks / (D * g))

expected = Expected(__file__)
expected.flux("left", "O", flux * WIDTH, 3e-5, SOURCE)
expected.flux("left", "R", -flux * WIDTH, 3e-5, SOURCE)
expected.write()
