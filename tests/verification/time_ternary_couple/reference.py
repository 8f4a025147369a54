#!/usr/bin/env python3
"""c(x, t) = a + cos(pi x / L) exp(-D (pi / L)^2 t) b, with the exponential of the matrix (Toor 1964, AIChE J 10:448; Cussler 2009,
Diffusion, ch. 7), for c(x, 0) = a + cos(pi x / L) b between closed ends."""

import math
import pathlib
import sys

import numpy as np
from scipy.linalg import expm

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH = 86e-3
D = 1e-5 * np.array([[7.68, -0.11], [-3.83, 2.16]])
MEAN, WAVE = np.array([10.0, 20.0]), np.array([8.0, 0.0])
SOURCE = "Fick's law with a matrix, matrix exponential: Toor 1964 (AIChE J 10:448)"

expected = Expected(__file__)
for run, tolerance in (("concentrations", 1e-5), ("potentials", 1e-4)):
    for t in (5.0, 20.0, 60.0):
        wave = expm(-D * (math.pi / LENGTH)**2 * t) @ WAVE
        assert wave[1] > 0.1 or t > 5.0, "nitrogen gathers where hydrogen is"
        for s in (0.0, 21.5e-3, 86e-3):
            for i, name in enumerate(("H2", "N2")):
                expected.add("profile_line.csv", f"interpolate:s [m]={s:.12g};time [s]={t:g}", f"c_{name}",
                             MEAN[i] + wave[i] * math.cos(math.pi * s / LENGTH), tolerance, SOURCE, run=run)
expected.write()
