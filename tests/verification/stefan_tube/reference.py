#!/usr/bin/env python3
"""Maxwell and Stefan's equations of a film at constant pressure, dx_i/dz = sum_j (x_i N_j - x_j N_i) / (c D_ij), are linear in
x for given fluxes: x(L) by the exponential of a matrix, the fluxes from x(L) (Krishna and Standart 1976, AIChE J 22:383;
Taylor and Krishna 1993, Multicomponent Mass Transfer, section 8.3). Air has no flux. Beside it the fluxes that Taylor and
Krishna (example 2.1.1) have for Carty and Schrodt's (1975, Ind Eng Chem Fundam 14:276) data."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from maxwell_stefan import Film
from references import R, Expected

LENGTH, HEIGHT = 0.238, 0.01
SPECIES = ["acetone", "methanol"]
SOURCE = "Maxwell-Stefan equations, matrix exponential: Krishna and Standart 1976 (AIChE J 22:383)"
film = Film(total=99.4e3 / (R * 328.5), binary={(0, 1): 8.48e-6, (0, 2): 13.72e-6, (1, 2): 19.91e-6}, length=LENGTH)
LIQUID = [11.61, 19.216]

expected = Expected(__file__)
for run, purge, tolerance in (("dry", [0.0, 0.0], 5e-8), ("moist, potentials", [0.2, 0.6], 1e-5),
                              ("moist, concentrations", [0.2, 0.6], 5e-8)):
    flux = film.fluxes(LIQUID, purge, stagnant=True)
    for i, name in enumerate(SPECIES):
        expected.flux("right", name, HEIGHT * flux[i], tolerance, SOURCE, run=run)
        for part in (0.25, 0.5, 0.75):
            expected.profile("line", part * LENGTH, f"c_{name}", film.concentrations(LIQUID, flux, part)[i],
                             tolerance, SOURCE, run=run)
        if run == "dry":
            published = {"acetone": 1.783e-3, "methanol": 3.127e-3}[name]
            expected.flux("right", name, HEIGHT * published, 2e-3, "Taylor and Krishna 1993, example 2.1.1", run=run)
expected.write()
