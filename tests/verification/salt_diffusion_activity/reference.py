#!/usr/bin/env python3
"""Steady diffusion of NaCl with its thermodynamic factor, electroneutral limit (Robinson and Stokes 1959, chapter 11):

    J = 2 D+ D- / (D+ + D-) / L  integral (1 + d ln gamma / d ln c) dc,   gamma the mean activity coefficient
    phi_left - phi_right = - (RT/F) (t+ - t-) ln(a_left / a_right) at zero current, where gamma+ = gamma- = gamma
                           (Davies; otherwise the drop depends on the convention for single ions)

    Davies:    ln gamma = - A (sqrt I / (1 + sqrt I) - 0.3 I), I in mol/L
    Pitzer:    ln gamma = - A' (sqrt I / (1 + b sqrt I) + 2/b ln(1 + b sqrt I)) + m (2 beta0 + 2 beta1 g(2 sqrt I)) + 1.5 C m^2,
               g(x) = (1 - (1 + x - x^2/2) exp(-x)) / x^2, m in mol per kg of water (997.05 kg/m^3), b = 1.2, A' = A_m / 3;
               beta0 = 0.0765, beta1 = 0.2664, C = 0.00127 (Pitzer and Mayorga 1973, J Phys Chem 77:2300, table I)
Departures from electroneutrality are of order (lambda/L)^2 < 1e-9.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, TEMPERATURE, THERMAL_VOLTAGE, WATER, Expected

CATION, ANION, LENGTH, HEIGHT, DENSITY = 1.334e-9, 2.032e-9, 1e-4, 1e-5, 997.05
KT = BOLTZMANN * TEMPERATURE
BJERRUM = ELEMENTARY_CHARGE**2 / (4 * math.pi * WATER * KT)


def limiting(ions):
    """A of ln gamma = - A sqrt I, for I counted in so many pairs of ions a cubic metre."""
    return BJERRUM / 2 * math.sqrt(8 * math.pi * BJERRUM * ions)


def davies(c):
    strength = c / 1000
    root = math.sqrt(strength)
    return -limiting(1000 * AVOGADRO) * (root / (1 + root) - 0.3 * strength)


def pitzer(c):
    m = c / DENSITY
    root, b = math.sqrt(m), 1.2
    x = 2 * root
    g = (1 - (1 + x - x * x / 2) * math.exp(-x)) / (x * x)
    debye = -limiting(DENSITY * AVOGADRO) / 3 * (root / (1 + b * root) + 2 / b * math.log1p(b * root))
    return debye + m * (2 * 0.0765 + 2 * 0.2664 * g) + 1.5 * 0.00127 * m * m


def integral(function, a, b, n=4000):
    """Simpson's rule: function is smooth on [a, b], a > 0."""
    h = (b - a) / n
    return h / 3 * sum((1 if k in (0, n) else 4 if k % 2 else 2) * function(a + k * h) for k in range(n + 1))


expected = Expected(__file__)
SOURCE = "Robinson and Stokes 1959 chapter 11; quadrature"
for run, log_gamma, left, right in (("Davies", davies, 400.0, 20.0), ("Davies, concentrations", davies, 400.0, 20.0),
                                    ("Pitzer", pitzer, 3000.0, 100.0), ("Pitzer, concentrations", pitzer, 3000.0, 100.0)):
    # integral c d ln gamma by parts
    factor = left - right + left * log_gamma(left) - right * log_gamma(right) - integral(log_gamma, right, left)
    flux = HEIGHT / LENGTH * 2 * CATION * ANION / (CATION + ANION) * factor
    for species in ("Na", "Cl"):
        expected.flux("right", species, flux, 1e-6, SOURCE, run=run)
    expected.flux("right", "all", 0.0, 1e-6 * 96485 * flux, SOURCE, kind="absolute", run=run)
    if log_gamma is davies:
        ratio = math.log(left / right) + davies(left) - davies(right)
        expected.add("unknown_potentials.csv", "boundary=left", "potential",
                     -THERMAL_VOLTAGE * (CATION - ANION) / (CATION + ANION) * ratio, 1e-6,
                     "diffusion potential: Planck 1890 with activities", run=run)
expected.write()
