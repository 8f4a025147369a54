#!/usr/bin/env python3
"""Ox + e <-> Red with the rates of Marcus over Fermi's levels (Chidsey 1991; Zeng, Smith, Bai and Bazant 2014, eq. 2 and 3),

    k(eta) / k0 = K(eta) / K(0),  K(eta) = int exp(-(x - l - eta)^2 / (4 l)) / (1 + e^x) dx,   l = E_r / kT,

eta = V - E - phi for the reduction and -eta for the oxidation, each integrated directly here (scipy's adaptive quadrature);
the layer is that of electrode_layer.py.
"""

import json
import pathlib
import sys

import numpy as np
from scipy.integrate import quad
from scipy.special import expit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from electrode_layer import solve
from references import F, THERMAL_VOLTAGE, Expected

LENGTH, HEIGHT, REF = 20e-6, 1e-6, 1000.0
SPECIES = [(3, 0.8e-9, 5.0), (2, 0.7e-9, 3.0), (1, 1.957e-9, 100.0), (-1, 2.032e-9, 121.0)]
SOURCE = "Chidsey 1991; Zeng, Smith, Bai and Bazant 2014, eq. 2-3, by quadrature"
CASES = {"reduction": (0.67, 1e-5, 0.3), "inverted": (-0.4, 3e-8, 0.3), "oxidation, 0.8 eV": (1.0, 1e-5, 0.8)}


def chidsey(eta, l):
    ends = l + eta - 14 * np.sqrt(2 * l), l + eta + 14 * np.sqrt(2 * l)
    cuts = sorted(x for x in (0.0, eta, -l + eta, l + eta) if ends[0] < x < ends[1])
    points = [ends[0], *cuts, ends[1]]
    return sum(quad(lambda x: np.exp(-(x - l - eta)**2 / (4 * l)) * expit(-x), a, b, epsabs=0, epsrel=1e-13, limit=400)[0]
               for a, b in zip(points, points[1:]))


def main():
    expected = Expected(__file__)
    for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
        V, k0, energy = CASES[run]
        l = energy / THERMAL_VOLTAGE
        rest = chidsey(0.0, l)

        def rates(c, phi):
            eta = (V - 0.77) / THERMAL_VOLTAGE - phi
            return [k0 * (c[0] * chidsey(eta, l) - c[1] * chidsey(-eta, l)) / rest]

        guess = np.clip(rates(np.array([5.0, 3.0]), 0.0), -1e-4, 1e-4)
        v, c, _ = solve(SPECIES, [[-1, 1, 0, 0]], rates, LENGTH, guess)
        expected.flux("right", "Red", -HEIGHT * v[0], 1e-8, SOURCE, run=run)
        expected.observable("electrode current of couple", "right", -F * HEIGHT * v[0], 1e-8, SOURCE, run=run)
        eta = (V - 0.77) / THERMAL_VOLTAGE - _
        expected.observable("flux ratio of couple", "right", c[0] / c[1] * np.exp(-eta), 1e-7, SOURCE, run=run)
    expected.write()


main()
