#!/usr/bin/env python3
"""Zero: at V = RT/F ln(c_high/c_low) (Nernst 1889) K+ is in equilibrium, Cl- cannot pass.

The tolerance is absolute, 1e-13 of the natural scale D c / L * area.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, THERMAL_VOLTAGE

NERNST = THERMAL_VOLTAGE * math.log(10.0)
assert f"{NERNST:.15g} V" in (pathlib.Path(__file__).parent / "case.prm").read_text(), f"{NERNST:.16g}"

SOURCE = "equilibrium at the Nernst potential (Nernst 1889); Hille 2001, eq. 1.11a"
expected = Expected(__file__)
for run, area in (("equilibrium", 30e-9), ("degree 1", 30e-9)):
    for species, diffusivity in (("K", 1.957e-9), ("Cl", 2.032e-9)):
        scale = diffusivity * 100.0 / 60e-9 * area
        for side in ("left", "right"):
            expected.flux(side, species, 0.0, 1e-13 * scale, SOURCE, kind="absolute", run=run)
expected.write()
