#!/usr/bin/env python3
"""J = [c exp(z psi)]_0^L / integral exp(z psi) dx / (D f(x)), psi = F phi / RT (Kramers 1940, Physica 7:284; without a field
resistances in series: Crank 1975, section 12.2): quadrature."""

import math
import pathlib
import sys

from scipy.integrate import quad

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

LENGTH, HEIGHT, VOLTAGE = 1e-6, 1e-7, 0.04
SOURCE = "resistances in series, quadrature: Kramers 1940 (Physica 7:284); Crank 1975, section 12.2"
CASES = {
    "urea": (0, 1.38e-9, 30.0, 3.0, lambda x: 0.2 + 0.7 * math.exp(-x * x / 0.3)),
    "K": (1, 1.957e-9, 5.0, 2.0, lambda x: 1.0 / (1.0 + 3.0 * x)),
}

expected = Expected(__file__)
for name, (z, d, left, right, factor) in CASES.items():
    def boltzmann(x, z=z):
        return math.exp(z * VOLTAGE * x / THERMAL_VOLTAGE)

    def resistance(x, d=d, factor=factor, boltzmann=boltzmann):
        """Up to x um."""
        return LENGTH / d * quad(lambda s: boltzmann(s) / factor(s), 0.0, x, epsabs=0.0, epsrel=1e-13)[0]

    flux = (left - right * boltzmann(1.0)) / resistance(1.0)
    for run, tolerance in (("potentials", 1e-7), ("concentrations", 1e-7)):
        expected.flux("right", name, HEIGHT * flux, tolerance, SOURCE, run=run)
        for x in (0.25, 0.5, 0.75):
            c = (left - flux * resistance(x)) / boltzmann(x)
            expected.profile("line", x * 1e-6, f"c_{name}", c, 10 * tolerance, SOURCE, run=run)
expected.write()
