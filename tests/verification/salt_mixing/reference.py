#!/usr/bin/env python3
"""Without a current a binary salt diffuses as one substance with D = 2 D+ D-/(D+ + D-) (ambipolar diffusion; Newman and Thomas-Alyea 2004, section 11.4), and
mixing K adds to both ions alike. Against a flow w

    c = c0 + (c1 - c0) (exp(P x/L) - 1)/(exp(P) - 1),   P = w L/(D + K),   J = w (c0 - (c1 - c0)/(exp(P) - 1))

(Patankar 1980, eq. 5.14). The potential is that of the junction whatever the flow, phi = -(D+ - D-)/(D+ + D-) RT/F ln(c/c0): mixing moves both ions, no charge.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, THERMAL_VOLTAGE

LENGTH, HEIGHT, VELOCITY, MIXING = 100e-6, 10e-6, -0.05e-3, 3e-9
H, CL = 9.311e-9, 2.032e-9
SOURCE = "ambipolar diffusion against a flow: Newman and Thomas-Alyea 2004, section 11.4; Patankar 1980, eq. 5.14"

expected = Expected(__file__)
for run, mixing in (("mixed", MIXING), ("unmixed", 0.0)):
    for names, diffusivity, left, right in ((("H", "Cl"), 2 * H * CL / (H + CL), 100, 1), (("tracer",), 1e-9, 0, 5)):
        peclet = VELOCITY * LENGTH / (diffusivity + mixing)
        flux = HEIGHT * VELOCITY * (left - (right - left) / math.expm1(peclet))
        for name in names:
            expected.flux("right", name, flux, 1e-6, SOURCE, run=run)
            expected.flux("left", name, -flux, 1e-6, SOURCE, run=run)
        for t in (0.25, 0.5, 0.75):
            c = left + (right - left) * math.expm1(peclet * t) / math.expm1(peclet)
            expected.profile("line", t * LENGTH, f"c_{names[0]}", c, 1e-5, SOURCE, run=run)
            if left:
                expected.profile("line", t * LENGTH, "phi", -(H - CL) / (H + CL) * THERMAL_VOLTAGE * math.log(c / left), 1e-5, SOURCE, run=run)
    expected.add("unknown_potentials.csv", "boundary=right", "potential", -(H - CL) / (H + CL) * THERMAL_VOLTAGE * math.log(0.01), 1e-5, SOURCE, run=run)
expected.write()
