#!/usr/bin/env python3
"""Diffusion through a layer L to a surface that takes the solute up by J = J_max c / (K + c) (Michaelis and Menten 1913;
diffusion in front of an immobilised enzyme: Goldstein 1976, Methods Enzymol. 44, 397):

    D (c_0 - c) / L = J_max c / (K + c),

a quadratic equation for the concentration c at the surface.
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, WIDTH = 3e-3, 1e-3
SOLUTES = {"glucose": (6.7e-10, 5.0, 1.5e-6, 1.5), "oxygen": (2.1e-9, 0.2, 4e-7, 2e-3)}  # D, c_0, J_max, K
SOURCE = "Michaelis and Menten 1913 with a diffusion layer: Goldstein 1976"

expected = Expected(__file__)
for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
    for name, (d, bath, largest, half) in SOLUTES.items():
        b = bath - half - largest * LENGTH / d
        root = math.sqrt(b * b + 4 * half * bath)
        surface = 0.5 * (b + root) if b > 0 else 2 * half * bath / (root - b)
        flux = d * (bath - surface) / LENGTH
        assert abs(flux - largest * surface / (half + surface)) < 1e-12 * flux
        expected.flux("bottom", name, WIDTH * flux, 1e-7, SOURCE, run=run)
        expected.flux("top", name, -WIDTH * flux, 1e-7, SOURCE, run=run)
        expected.profile("line", 0.0, f"c_{name}", surface, 1e-6, SOURCE, run=run)
expected.write()
