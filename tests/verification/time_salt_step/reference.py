#!/usr/bin/env python3
"""A binary salt, electroneutral, after a jump of its concentration at x = 0: no current flows, so that both ions diffuse with
D = (z+ - z-) D+ D- / (z+ D+ - z- D-) (Newman and Thomas-Alyea 2004, section 11.4), the flux of the cation is Cottrell's,
(c0 - c1) sqrt(D / (pi t)), and what has passed 2 (c0 - c1) sqrt(D t / pi). The potential of the junction depends on the ratio of the
concentrations only: dphi = -(RT/F) (D+ - D-) / (z+ D+ - z- D-) d ln c.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

PLUS, MINUS, Z_PLUS, Z_MINUS, HEIGHT, AT_WALL, INSIDE = 0.792e-9, 2.032e-9, 2, -1, 1e-4, 10.0, 2.0
D = (Z_PLUS - Z_MINUS) * PLUS * MINUS / (Z_PLUS * PLUS - Z_MINUS * MINUS)
POTENTIAL = -THERMAL_VOLTAGE * (PLUS - MINUS) / (Z_PLUS * PLUS - Z_MINUS * MINUS) * math.log(INSIDE / AT_WALL)
SOURCE = "Cottrell 1902; Newman and Thomas-Alyea 2004, sections 11.4 and 11.6"

expected = Expected(__file__)
for t in (1e-3, 1e-2):
    expected.add("fluxes.csv", f"boundary=left;species=Ca;time [s]={t:g}", "flux",
                 -(AT_WALL - INSIDE) * HEIGHT * math.sqrt(D / (math.pi * t)), 1e-4, SOURCE)
    expected.add("fluxes.csv", f"boundary=left;species=Ca;time [s]={t:g}", "passed",
                 -2 * (AT_WALL - INSIDE) * HEIGHT * math.sqrt(D * t / math.pi), 1e-4, SOURCE)
    expected.add("unknown_potentials.csv", f"boundary=right;time [s]={t:g}", "potential", POTENTIAL, 1e-5, SOURCE)
expected.write()
