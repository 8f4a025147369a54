#!/usr/bin/env python3
"""c = c0 + (c1 - c0) (exp(P x/L) - 1) / (exp(P) - 1), P = v L / D (Patankar 1980, eq. 5.14); of a salt without current with its own
diffusivity 2 D+ D- / (D+ + D-) (Newman and Thomas-Alyea 2004, section 11.4)."""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

LENGTH, HEIGHT, LEFT, RIGHT = 1e-6, 1e-6, 1.0, 3.0
SALT = 2 * 1e-9 * 3e-9 / (1e-9 + 3e-9)
SOURCE = "Patankar 1980, eq. 5.14; Newman and Thomas-Alyea 2004, section 11.4"

expected = Expected(__file__)
for number, velocity, tolerance in (("2", 0.016, 2e-4), ("0.5", 0.004, 1e-2), ("1e4", 80.0, 1e-9)):
    run = "cell Peclet number " + number
    for names, diffusivity in ((("solute",), 1e-9), (("K", "Cl"), SALT)):
        peclet = velocity * LENGTH / diffusivity
        flux = HEIGHT * velocity * (LEFT - (RIGHT - LEFT) * math.exp(-peclet) / -math.expm1(-peclet))
        c = LEFT + (RIGHT - LEFT) * (math.exp(-peclet * 0.75) - math.exp(-peclet)) / -math.expm1(-peclet)
        for name in names:
            expected.flux("right", name, flux, tolerance, SOURCE, run=run)
            expected.profile("line", 0.25 * LENGTH, f"c_{name}", c, 1e-2, SOURCE, run=run)
expected.write()
