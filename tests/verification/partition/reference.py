#!/usr/bin/env python3
"""J = (c_feed - c_permeate) / (2 L1/D + L2/(k f D)), c in the membrane k times the value in equilibrium with it
(solution-diffusion model: Wijmans and Baker 1995, J Membr Sci 107:1)."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, Expected

D, FACTOR, K = 1.38e-9, 0.25, math.exp(-3436.5 / RT)
FEED, PERMEATE, THICK = 30.0, 3.0, 20 * NM
SOURCE = "solution-diffusion: Wijmans and Baker 1995 (J Membr Sci 107:1)"

flux = (FEED - PERMEATE) / (2 * THICK / D + THICK / (K * FACTOR * D))
expected = Expected(__file__)
expected.flux("right", "urea", 10 * NM * flux, 1e-7, SOURCE)
expected.flux("left", "urea", -10 * NM * flux, 1e-7, SOURCE)
expected.profile("line", 10 * NM, "c_urea", FEED - flux * 10 * NM / D, 1e-7, SOURCE)
expected.profile("line", 30 * NM, "c_urea", K * (FEED + PERMEATE) / 2, 1e-7, SOURCE)
expected.profile("line", 50 * NM, "c_urea", PERMEATE + flux * 10 * NM / D, 1e-7, SOURCE)
expected.write()
