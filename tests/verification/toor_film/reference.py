#!/usr/bin/env python3
"""Maxwell and Stefan's equations of a film without a net flux, linear in the mole fractions for given fluxes: matrix exponential
(Toor 1957, AIChE J 3:198; Krishna and Standart 1976, AIChE J 22:383), with the binary diffusivities of Duncan and Toor (1962,
AIChE J 8:38) as in Taylor and Krishna 1993, example 5.4.1."""

import json
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from maxwell_stefan import Film
from references import R, Expected

LENGTH, HEIGHT = 85.9e-3, 5e-3
SPECIES = ["H2", "N2"]
SOURCE = "Maxwell-Stefan equations, matrix exponential: Toor 1957 (AIChE J 3:198), Krishna and Standart 1976 (AIChE J 22:383)"
film = Film(total=101.3e3 / (R * 308.35), binary={(0, 1): 83.3e-6, (0, 2): 68.0e-6, (1, 2): 16.8e-6}, length=LENGTH)
LEFT = [0.0, 19.79]
barrier = brentq(lambda c: film.fluxes(LEFT, [4.0, c], stagnant=False)[1], 20.0, 34.0, xtol=1e-12)
runs = json.loads((pathlib.Path(__file__).parent / "runs.json").read_text(encoding="utf-8"))
assert f"N2={barrier:.13g} mol/m^3" in runs["barrier"][1], f"{barrier:.13g}"

expected = Expected(__file__)
for run, left, right, tolerance in (
        ("bulbs", LEFT, [19.7, 19.71], 1e-7), ("osmotic", LEFT, [19.7, 19.79], 1e-7),
        ("barrier", LEFT, [4.0, barrier], 1e-9), ("reverse", LEFT, [4.0, 25.0], 2e-9),
        ("potentials", [0.5, 19.79], [4.0, 25.0], 2e-7)):
    flux = film.fluxes(left, right, stagnant=False)
    difference = (left[1] - right[1]) / film.total
    assert {"osmotic": difference == 0.0 and abs(flux[1]) > 0.1 * abs(flux[0]), "barrier": abs(flux[1]) < 1e-9 * abs(flux[0]),
            "reverse": flux[1] * difference < 0.0}.get(run, True), (run, flux, difference)
    for i, name in enumerate(SPECIES):
        if (run, name) == ("barrier", "N2"):
            expected.flux("right", name, 0.0, tolerance * abs(HEIGHT * flux[0]), SOURCE, kind="absolute", run=run)
        else:
            expected.flux("right", name, HEIGHT * flux[i], tolerance, SOURCE, run=run)
        for part in (0.25, 0.5, 0.75):
            expected.profile("line", part * LENGTH, f"c_{name}", film.concentrations(left, flux, part)[i], tolerance,
                             SOURCE, run=run)
expected.write()
