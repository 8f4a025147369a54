#!/usr/bin/env python3
"""Fick's law with a full matrix in two layers (Toor 1964, AIChE J 10:448; Cussler 2009, Diffusion, ch. 7):

    J = D1 (c_left - c_joint) / L1 = D2 (c_joint - c_right) / L2 ,    D2_ij = sqrt(f_i f_j) D1_ij

the concentration of methanol on the right is the one at which its flux vanishes.
"""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SPECIES = ["acetone", "benzene", "methanol"]
D1 = 1e-9 * np.array([[2.0, 0.5, 0.3], [0.8, 2.6, -0.2], [0.2, -0.3, 1.5]])
FACTOR = np.sqrt([0.5, 0.2, 0.5])
D2 = D1 * np.outer(FACTOR, FACTOR)
LEFT, RIGHT = np.array([500.0, 400.0, 300.0]), np.array([200.0, 400.0])
L1, L2, HEIGHT = 40e-6, 60e-6, 10e-6
SOURCE = "Fick's law with a matrix: Toor 1964 (AIChE J 10:448), series of two layers"

# (L1 D1^-1 + L2 D2^-1) J = c_left - c_right; unknown: J of the first two, c of methanol on the right
resistance = L1 * np.linalg.inv(D1) + L2 * np.linalg.inv(D2)
matrix = resistance.copy()
matrix[:, 2] = [0.0, 0.0, 1.0]
solution = np.linalg.solve(matrix, LEFT - np.append(RIGHT, 0.0))
flux, right = np.append(solution[:2], 0.0), np.append(RIGHT, solution[2])
joint = LEFT - L1 * np.linalg.solve(D1, flux)
benzene = 1
assert flux[benzene] * (LEFT - joint)[benzene] < 0.0, "benzene goes uphill in the first layer"
assert abs(flux[benzene]) > 1e-3 * abs(flux[0])
assert f"{right[2]:.13g} mol/m^3" in (pathlib.Path(__file__).parent / "case.prm").read_text(), f"{right[2]:.13g}"

expected = Expected(__file__)
for run, tolerance in {"concentrations": 1e-11, "potentials": 1e-9, "lattice gas, potentials": 1e-9,
                       "lattice gas, concentrations": 1e-11}.items():
    for i, name in enumerate(SPECIES):
        if i < 2:
            expected.flux("right", name, HEIGHT * flux[i], tolerance, SOURCE, run=run)
            expected.flux("left", name, -HEIGHT * flux[i], tolerance, SOURCE, run=run)
        else:
            expected.flux("right", name, 0.0, tolerance * HEIGHT * flux[0], SOURCE, kind="absolute", run=run)
        for s in (20e-6, 40e-6, 70e-6, 100e-6):
            c = (LEFT + (joint - LEFT) * s / L1 if s <= L1 else joint + (right - joint) * (s - L1) / L2)[i]
            expected.profile("line", s, f"c_{name}", c, tolerance, SOURCE, run=run)
expected.write()
