#!/usr/bin/env python3
"""Two couples on one electrode at V beside a bath (Wagner and Traud 1938; Newman and Thomas-Alyea 2004, chapters 8 and 11):

    iron      v = i0 / (2 F)  [exp(2 alpha eta) - a_Fe2 exp(-2 (1 - alpha) eta)],            eta = V - E - phi  (in RT/F)
    hydrogen  v = k0 c_ref    [a_H^2 exp(-2 (1 - alpha) eta) - a_H2 exp(2 alpha eta)],       a = c / (1 mol/L)

with the layer of electrode_layer.py. Without a current 2 F (v_iron - v_hydrogen) = 0 and the drop V - phi_bath is the corrosion
potential. Tafel's law has the first terms only.
"""

import json
import math
import pathlib
import sys

import numpy as np
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from electrode_layer import solve
from references import F, THERMAL_VOLTAGE, Expected

LENGTH, HEIGHT, REF = 50e-6, 1e-6, 1000.0
SPECIES = [(1, 9.311e-9, 100.0), (2, 0.719e-9, 1.0), (-1, 2.032e-9, 102.0), (0, 4.5e-9, 0.8)]
NUMBERS = [[0, 1, 0, 0], [-2, 0, 0, 1]]
SOURCE = "two couples on one electrode: Wagner and Traud 1938; Nernst-Planck layer: Newman and Thomas-Alyea 2004, ch. 11"
IRON, HYDROGEN = (5.0 / (2 * F), -0.44, 0.4), (1e-8 * REF, -0.09, 0.7)


def rates(V, way_back):
    def both(c, phi):
        H, Fe2, _, H2 = np.maximum(c, 0) / REF
        (k1, E1, a1), (k2, E2, a2) = IRON, HYDROGEN
        eta1, eta2 = (V - E1) / THERMAL_VOLTAGE - phi, (V - E2) / THERMAL_VOLTAGE - phi
        return (k1 * (np.exp(2 * a1 * eta1) - way_back * Fe2 * np.exp(-2 * (1 - a1) * eta1)),
                k2 * (H**2 * np.exp(-2 * (1 - a2) * eta2) - way_back * H2 * np.exp(2 * a2 * eta2)))
    return both


def at(V, way_back):
    first = rates(V, way_back)(np.array([s[2] for s in SPECIES]), 0.0)
    guess = np.clip(np.abs(first), 1e-12, 2e-3) * np.sign(first)
    return solve(SPECIES, NUMBERS, rates(V, way_back), LENGTH, guess)


def current(V, way_back):
    v = at(V, way_back)[0]
    return 2 * F * (v[0] - v[1])


def main():
    expected = Expected(__file__)
    for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
        way_back = 0.0 if run == "Tafel" else 1.0
        polarised = run in ("polarised", "metal at given current")
        V = -0.28 if polarised else brentq(lambda V: current(V, way_back), -0.42, -0.25, xtol=1e-13)
        v, c, phi = at(V, way_back)
        i = 2 * F * v * np.array([1, -1])
        if run == "corroding metal":
            expected.add("unknown_potentials.csv", "boundary=right", "potential", V, 1e-8, SOURCE, run=run)
            expected.observable("voltage", "left - right", -V, 1e-8, SOURCE, run=run)
        elif run == "metal at given current": # that of "polarised"
            expected.add("unknown_potentials.csv", "boundary=right", "potential", V, 1e-8, SOURCE, run=run)
        elif not polarised:
            expected.add("unknown_potentials.csv", "boundary=left", "potential", -V, 1e-8, SOURCE, run=run)
        else:
            expected.flux("right", "all", -HEIGHT * sum(i), 1e-7, SOURCE, run=run)
            expected.observable("current efficiency of iron", "right", i[0] / sum(i), 1e-7, SOURCE, run=run)
        for name, one in zip(("iron", "hydrogen"), i):
            expected.observable(f"electrode current of {name}", "right", HEIGHT * one, 1e-7, SOURCE, run=run)
        if way_back: # v RT ln(v_f / v_b)
            for name, rate, (_, E, _), a in (("iron", v[0], IRON, 1 / (c[1] / REF)), ("hydrogen", v[1], HYDROGEN, (c[0] / REF)**2 / (c[3] / REF))):
                sign = 1 if name == "iron" else -1
                affinity = math.log(a) + sign * 2 * ((V - E) / THERMAL_VOLTAGE - phi)
                expected.observable(f"dissipation of {name}", "right", HEIGHT * rate * F * THERMAL_VOLTAGE * affinity, 1e-6, SOURCE, run=run)
        expected.flux("right", "H2", -HEIGHT * v[1], 1e-7, SOURCE, run=run)
        expected.profile("line", LENGTH, "c_Fe2", c[1], 1e-6, SOURCE, run=run)
    expected.write()


main()
