#!/usr/bin/env python3
"""A binary salt between two electrodes of its metal at a given current density i (Newman and Thomas-Alyea, Electrochemical Systems,
2004, chapters 8, 11 and 22). The anion does not react, so that at both electrodes dc/dx = -g with g = i t_- / (2 F D), and

    c = c0 + g [L/2 - x - (4 L / pi^2) sum_{n odd} cos(n pi x / L) exp(-n^2 pi^2 D t / L^2) / n^2],   D = 2 D+ D- / (D+ + D-),
    dphi/dx = -[i / F + 2 (D+ - D-) dc/dx] / [4 (D+ + D-) c]                                          (in RT/F)

(both ions of charge 2), and at each electrode  i_out = i0 [exp(2 alpha eta) - (c / 1 mol/L) exp(-2 (1 - alpha) eta)] with
eta = V - E - phi. V of the cathode is 0.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected, F

D_CU, D_SO4, C0, LENGTH, HEIGHT, E0 = 0.72e-9, 1.07e-9, 100.0, 100e-6, 10e-6, 0.34
CURRENT = 1e-3
I = CURRENT / HEIGHT
D = 2 * D_CU * D_SO4 / (D_CU + D_SO4)
GRADIENT = I * D_SO4 / (D_CU + D_SO4) / (2 * F * D)
ODD = np.arange(1, 4001, 2)
SOURCE = "Newman and Thomas-Alyea 2004, ch. 8, 11 and 22: series for the salt, Butler-Volmer kinetics"


def decay(t):
    return np.exp(-(ODD * math.pi / LENGTH) ** 2 * D * t)


def concentration(x, t):
    return C0 + GRADIENT * (LENGTH / 2 - x - 4 * LENGTH / math.pi**2 * np.sum(np.cos(ODD * math.pi * x / LENGTH) * decay(t) / ODD**2))


def slope(x, t):
    return GRADIENT * (-1 + 4 / math.pi * np.sum(np.sin(ODD * math.pi * x / LENGTH) * decay(t) / ODD))


def field(x, t):
    return -(I / F + 2 * (D_CU - D_SO4) * slope(x, t)) / (4 * (D_CU + D_SO4) * concentration(x, t))


def overpotential(i0, alpha, c, out):
    """eta [RT/F] that drives the current density `out` into the solution"""
    return brentq(lambda eta: i0 * (math.exp(2 * alpha * eta) - c / 1000 * math.exp(-2 * (1 - alpha) * eta)) - out, -30, 30, xtol=1e-14)


def anode(t):
    """V of the anode less that of the cathode [V]"""
    layer = min(math.sqrt(D * t), LENGTH / 4)
    drop = sum(quad(field, a, b, args=(t,), epsabs=1e-13, epsrel=1e-12, limit=200)[0]
               for a, b in ((0, layer), (layer, LENGTH - layer), (LENGTH - layer, LENGTH)))
    return THERMAL_VOLTAGE * (overpotential(20.0, 0.4, concentration(0, t), I) - drop
                              - overpotential(50.0, 0.6, concentration(LENGTH, t), -I))


expected = Expected(__file__)
for t in (1e-2, 1e-1, 1.0, 10.0):
    row = f"time [s]={t:g}"
    expected.add("unknown_potentials.csv", f"boundary=left;{row}", "potential", anode(t), 1e-6, SOURCE)
    expected.add("fluxes.csv", f"boundary=left;species=Cu;{row}", "flux", -CURRENT / (2 * F), 1e-8, "Faraday's law")
    expected.add("observables.csv", f"observable=electrode current of cathode;place=right;{row}", "value", -CURRENT, 1e-8, "Faraday's law")
    expected.add("observables.csv", f"observable=voltage;place=left - right;{row}", "value", anode(t), 1e-6, SOURCE)
expected.write()
