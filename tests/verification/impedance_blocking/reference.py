#!/usr/bin/env python3
"""Impedance of blocking electrodes, a symmetric 1:1 electrolyte (Macdonald 1953; Bazant, Thornton and Ajdari 2004): from the
transform of time_charging at s = i omega. With sigma(s) V = charge an area after a step of -+V:  Z = 2 V / (s^2 sigma).
A Stern layer of capacitance C between one of the electrodes and the salt is in series, whatever the salt does: where the
domain begins no ion passes, so that all current is displacement, and the layer shows the same charge:  + 1 / (i omega C).

Transfer functions of the metal electrodes, of a volt between them: the charge of the right one, s sigma / 2, and, as the
current passes the middle too, where both ions carry the same,  J+ = (s eps phi'(0) - s sigma) / (2 F), each times s / 2.
"""

import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "time_charging")]
from formulas import transforms
from references import WATER, Expected, F

HEIGHT, STERN = 1e-8, 0.05  # m, F/m^2
SOURCE = "Macdonald 1953; Bazant, Thornton and Ajdari 2004, section IV"

expected = Expected(__file__)
for decade, run in [(decade, run) for run in ("metal", "Stern layer", "driven Stern layer") for decade in range(10)]:
    s = 2j * math.pi * 10.0**decade
    z = 2 / (s * s * transforms(s, 1.0)[0]) / HEIGHT + (1 / (s * STERN * HEIGHT) if run != "metal" else 0)
    at = f"frequency [Hz]={10.0**decade:g}"
    # The phase of a closed cell at low frequencies is near its last digits: A is singular there.
    expected.add("impedance.csv", at, "Re Z", z.real, max(2e-4 * z.real, 1e-6 * abs(z)), SOURCE, kind="absolute", run=run)
    expected.add("impedance.csv", at, "Im Z", z.imag, 2e-4, SOURCE, run=run)
    if run == "metal":
        charge, phi = transforms(s, 1.0)
        near = 1e-12  # m; phi is odd
        flux = s * (WATER * phi(near) / near - charge) / (2 * F)
        for where, value in (("surface charge;place=right", charge), ("flux through plane;place=middle;species=K", flux)):
            value *= s / 2 * HEIGHT
            for part, number in (("Re H", value.real), ("Im H", value.imag)):
                expected.add("transfer_functions.csv", f"{at};observable={where}", part, number, 2e-4 * abs(value), SOURCE,
                             kind="absolute", run=run)
expected.write()
