#!/usr/bin/env python3
"""Concentration cell with transference (Shedlovsky and MacInnes 1937, J. Am. Chem. Soc. 59, 503; Newman and Thomas-Alyea
2004, section 2.7), electroneutral limit. Nothing here depends on a convention for single ions, but for the absolute values
of mu, where gamma+ = gamma- = gamma: both models have it so in a single 1:1 salt.

    no current:  D+ dmu+ = D- dmu-,  dmu+ + dmu- = 2 RT d ln(gamma c)
                 mu-(left) - mu-(right) = 2 RT integral t+ d ln(gamma c) = - F E,   t+ = D+ / (D+ + D-)
                 mu+(left) - mu+(right) = 2 RT integral t- d ln(gamma c)
    short circuit of the electrodes reversible to the anion:  mu- is constant, phi = RT/F ln(gamma c) + constant,
                 J- = 0,   J+ L = 2 D+ integral (1 + d ln gamma / d ln c) dc

by scipy's quadrature; Davies and Pitzer as in salt_diffusion_activity, KCl: beta0 = 0.04835, beta1 = 0.2122, C = -0.00084
(Pitzer and Mayorga 1973). "Pitzer, measured": the same drops from what was measured, E = 2 t RT/F ln(gamma m / gamma' m'): gamma 0.573 at
1.9895 mol/kg and 0.768 at 0.0982 mol/kg (Hamer and Wu 1972, J. Phys. Chem. Ref. Data 1, 1047, as table 2 of Dash et al. 2012,
doi 10.5402/2012/730154, has them), transport number of K 0.490 (Allgood, Le Roy and Gordon 1940, J. Chem. Phys. 8, 418, who agree with Longsworth 1932;
it falls by 0.002 from dilution to 1 mol/L): certain to 0.5 %.
Departures from electroneutrality are of order (lambda/L)^2 < 1e-9.
"""

import json
import math
import pathlib
import sys

from scipy.integrate import quad

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, RT, TEMPERATURE, WATER, Expected, F

CATION, ANION, LENGTH, HEIGHT, DENSITY = 1.957e-9, 2.032e-9, 1e-4, 1e-5, 997.05
TRANSPORT = 0.490
BJERRUM = ELEMENTARY_CHARGE**2 / (4 * math.pi * WATER * BOLTZMANN * TEMPERATURE)


def limiting(ions):
    """A of ln gamma = - A sqrt I, for I counted in so many pairs of ions a cubic metre."""
    return BJERRUM / 2 * math.sqrt(8 * math.pi * BJERRUM * ions)


def davies(c):
    root = math.sqrt(c / 1000)
    return -limiting(1000 * AVOGADRO) * (root / (1 + root) - 0.3 * root**2)


def pitzer(c):
    m = c / DENSITY
    root, b = math.sqrt(m), 1.2
    x = 2 * root
    g = (1 - (1 + x - x * x / 2) * math.exp(-x)) / (x * x)
    debye = -limiting(DENSITY * AVOGADRO) / 3 * (root / (1 + b * root) + 2 / b * math.log1p(b * root))
    return debye + m * (2 * 0.04835 + 2 * 0.2122 * g) - 1.5 * 0.00084 * m * m


def factor(log_gamma, c):
    """1 + d ln gamma / d ln c, by differences of fourth order."""
    h = 1e-3 * c
    slope = (8 * (log_gamma(c + h) - log_gamma(c - h)) - (log_gamma(c + 2 * h) - log_gamma(c - 2 * h))) / (12 * h)
    return 1 + c * slope


RUNS = json.loads((pathlib.Path(__file__).parent / "runs.json").read_text())
MODELS = {"Davies": (davies, 500.0, 50.0), "Pitzer": (pitzer, 3 * DENSITY, 0.1 * DENSITY)}
CELL = "Shedlovsky and MacInnes 1937; Newman and Thomas-Alyea 2004, section 2.7; quadrature"
SHORT = "Levich 1962, section 51, with the thermodynamic factor; quadrature"
expected = Expected(__file__)


def expect_mu(run, anion_drop, salt_drop, right, source):
    """mu at both ends; the potential is 0 at the right one."""
    for species, drop, z in (("K", salt_drop - anion_drop, 1), ("Cl", anion_drop, -1)):
        expected.profile("line", LENGTH, f"mu_{species}", right, 1e-6, source, run=run)
        expected.profile("line", 0.0, f"mu_{species}", right + drop, 1e-6, source, run=run)
    expected.profile("line", 0.0, "phi", (salt_drop / 2 - anion_drop) / F, 1e-6, source, run=run)


for model, (log_gamma, left, right) in MODELS.items():
    integral = lambda f: quad(f, right, left, epsabs=0, epsrel=1e-12, limit=200)[0]
    salt = 2 * RT * integral(lambda c: factor(log_gamma, c) / c)
    assert abs(salt - 2 * RT * (math.log(left / right) + log_gamma(left) - log_gamma(right))) < 1e-9 * salt
    emf = CATION / (CATION + ANION) * salt  # times - F
    mu_right = RT * (math.log(right / 1000) + log_gamma(right))
    scale = HEIGHT / LENGTH * 2 * integral(lambda c: factor(log_gamma, c))
    for unknown in ("", ", concentrations"):
        run = model + unknown
        expect_mu(run, emf, salt, mu_right, CELL)
        expected.flux("right", "all", 0.0, 1e-6 * F * CATION * scale, "no current", kind="absolute", run=run)
        expected.flux("right", "K", CATION * ANION / (CATION + ANION) * scale, 1e-6, "salt diffusion; quadrature", run=run)
        run = model + ", short circuit" + unknown
        expect_mu(run, 0.0, salt, mu_right, SHORT)
        expected.flux("right", "K", CATION * scale, 1e-6, SHORT, run=run)
        expected.flux("right", "Cl", 0.0, 1e-6 * CATION * scale, SHORT, kind="absolute", run=run)
    short = float(RUNS[model + ", short circuit"][-1].split("=")[1].split()[0])
    assert abs(short - salt / 2 / F) < 1e-12, f"runs.json wants {salt / 2 / F!r} V"

# measured activity coefficients and transport number: nothing of Pitzer's equations but the absolute value of mu at the right
strong, weak = (1.9895 * DENSITY, 0.573), (0.0982 * DENSITY, 0.768)
right = float(f"{weak[0]:.6g}")
salt = 2 * RT * math.log(strong[0] * strong[1] / (weak[0] * weak[1]))
for species, part in (("Cl", TRANSPORT), ("K", 1 - TRANSPORT)):
    drop = part * salt
    expected.profile("line", 0.0, f"mu_{species}", RT * (math.log(right / 1000) + pitzer(right)) + drop, 0.005 * drop,
                     "measured: Hamer and Wu 1972; Allgood, Le Roy and Gordon 1940", kind="absolute", run="Pitzer, measured")
expected.write()
