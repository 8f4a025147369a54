#!/usr/bin/env python3
"""Diffusion to a wall that reacts (Levich 1962, sections 9 and 10; Fogler 2016, ch. 14): c = c_bath + nu v L / D there, and

    v = c_ref [k_f (c_A / c_ref)^n - k_b c_B / c_ref],   n A <-> B.
"""

import json
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, HEIGHT, A, B, D_A, D_B = 10e-6, 1e-6, 5.0, 2.0, 1e-9, 0.6e-9
SOURCE = "diffusion to a reacting wall: Levich 1962, section 9"
expected = Expected(__file__)
for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
    n = 2 if run.startswith("2") else 1
    a, b = (lambda v: A - n * v * LENGTH / D_A), (lambda v: B + v * LENGTH / D_B)
    v = brentq(lambda v: 2e-4 * a(v)**n - 0.5e-4 * b(v) - v, 0, A * D_A / (n * LENGTH), xtol=1e-20, rtol=1e-14)
    expected.flux("right", "A", HEIGHT * n * v, 1e-8, SOURCE, run=run)
    expected.flux("right", "B", -HEIGHT * v, 1e-8, SOURCE, run=run)
    expected.observable("surface rate of wall", "right", HEIGHT * v, 1e-8, SOURCE, run=run)
expected.write()
