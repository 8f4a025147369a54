#!/usr/bin/env python3
"""Diffusion out of a slab of length L, c = c0 at t = 0, c = c1 at x = 0, no flux at x = L (Crank, The Mathematics
of Diffusion, 1975, section 4.3; the half of a sheet):

    (c - c1)/(c0 - c1) = sum_n 4 / ((2n+1) pi) sin(k_n x) exp(-k_n^2 D t),   k_n = (2n+1) pi / (2L)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, LENGTH, HEIGHT, C0, C1 = 1e-9, 1e-5, 1e-6, 100.0, 10.0
SOURCE = "Crank 1975, section 4.3"


def terms(t):
    for n in range(400):
        k = (2 * n + 1) * math.pi / (2 * LENGTH)
        yield n, k, math.exp(-k * k * D * t)


expected = Expected(__file__)
for run, tolerance in (("electrochemical potential", 1e-4), ("concentration", 1e-4), ("SDIRK2", 1e-4),
                       ("TR-BDF2", 1e-4), ("implicit Euler", 2e-2)):
    for t in (1e-3, 1e-2, 5e-2, 0.1):
        def at(where, column, value, tolerance=tolerance, run=run, t=t, file="fluxes.csv"):
            expected.add(file, f"{where};time [s]={t:g}", column, value, tolerance, SOURCE, run=run)
        flux = D * (C0 - C1) * sum(2 / LENGTH * e for _, _, e in terms(t)) * HEIGHT
        amount = sum(8 / ((2 * n + 1) * math.pi)**2 * e for n, _, e in terms(t))
        at("boundary=left;species=sugar", "flux", flux)
        at("boundary=left;species=sugar", "passed", (C0 - C1) * (1 - amount) * LENGTH * HEIGHT)
        at("species=sugar", "amount", (C1 + (C0 - C1) * amount) * LENGTH * HEIGHT, file="amounts.csv")
        for x in (2e-6, 5e-6, 1e-5):
            c = C1 + (C0 - C1) * sum(4 / ((2 * n + 1) * math.pi) * math.sin(k * x) * e for n, k, e in terms(t))
            at(f"interpolate:s [m]={x:g}", "c_sugar", c, file="profile_line.csv")
expected.write()
