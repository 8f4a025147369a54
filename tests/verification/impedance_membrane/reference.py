#!/usr/bin/env python3
"""A membrane that only cations pass, thickness d, fixed charge X, between layers of thickness L of a 1:1 salt c whose ends
are held, electroneutral (derived as Warburg 1899 and Sistat, Kozmai, Pismenskaya et al., Electrochim. Acta 53, 6380,
2008). A current density i makes the salt at the face, where the anion stops, differ by

    dc = -+ i t- tanh(kL) / (F D k) ,   k^2 = i omega / D ,   D = 2 D+ D- / (D+ + D-) ,

which shifts the potential by (RT/F) dc/c in the Donnan jump and -(RT/F)(t+ - t-) dc/c within the layer:

    Z = 2 L / kappa + d RT / (F^2 D+ X) + 4 t-^2 RT / (F^2 c D k) tanh(kL)   an area.

Transfer functions, with i = 1/Z an area and volt into the domain at the right: the salt of a layer dc sinh(ky) / sinh(kL), y from
the held end, holds the amount

    +- t- tanh(kL) tanh(kL/2) / (F D k^2) i   (left, right) ,

and what enters at the right end is t+ i/F + t- i/F / cosh(kL) of cations and t- i/F (1/cosh(kL) - 1) of anions: at
high frequencies ions carry their shares of the current, in the end cations all of it.

Anions in the membrane are left out, c/X = 1e-5: what they let through is 2 c/X L/d = 4e-5 of the layers' transport.
"""

import cmath
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, Expected, F

PLUS, MINUS, C, X, LENGTH, THICKNESS, WIDTH = 1.957e-9, 2.032e-9, 1.0, 1e5, 20e-6, 10e-6, 2e-6
D, SHARE = 2 * PLUS * MINUS / (PLUS + MINUS), MINUS / (PLUS + MINUS)
SOURCE = "closed form; Sistat et al. 2008"

expected = Expected(__file__)
for decade in range(-2, 7):
    k = cmath.sqrt(2j * math.pi * 10.0**decade / D)
    z = (2 * LENGTH * RT / (F**2 * (PLUS + MINUS) * C) + THICKNESS * RT / (F**2 * PLUS * X)
         + 4 * SHARE**2 * RT / (F**2 * C * D * k) * cmath.tanh(k * LENGTH))
    at = f"frequency [Hz]={10.0**decade:g}"
    expected.add("impedance.csv", at, "Re Z", z.real / WIDTH, 1e-4, SOURCE)
    expected.add("impedance.csv", at, "Im Z", z.imag / WIDTH, 1e-4 * abs(z) / WIDTH, SOURCE, kind="absolute")
    i = 1 / z
    reach = 2 * cmath.exp(-k * LENGTH) / (1 + cmath.exp(-2 * k * LENGTH))  # 1 / cosh(kL)
    amount = SHARE * cmath.tanh(k * LENGTH) * cmath.tanh(k * LENGTH / 2) / (F * D * k * k) * i
    for observable, place, species, value, size in (
            ("amount", "left bath", "K", amount, amount), ("amount", "right bath", "Cl", -amount, amount),
            ("flux", "right", "K", -(1 - SHARE + SHARE * reach) * i / F, i / F),
            ("flux", "right", "Cl", SHARE * (1 - reach) * i / F, i / F)):
        for part, number in (("Re H", value.real), ("Im H", value.imag)):
            expected.add("transfer_functions.csv", f"{at};observable={observable};place={place};species={species}", part,
                         number * WIDTH, 1e-4 * abs(size) * WIDTH, SOURCE, kind="absolute")
expected.write()
