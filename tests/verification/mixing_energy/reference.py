#!/usr/bin/env python3
"""Free energy of a closed slab of KCl: at the start by quadrature over the given profile, at the end that of the even
solution; what it falls by has been dissipated. G = int sum c_i RT (ln(c_i / 1 mol/L) - 1) + RT f, with f of

    lattice gas       Bikerman 1942; Kilic, Bazant and Ajdari 2007: f = ((1 - t) ln(1 - t) + t) / v, t = v sum c
    regular solution  Bragg and Williams 1934: f = N ((1 - t) ln(1 - t) + t) + sum W_ij c_i c_j / (2 N RT), t = sum c / N
    Davies 1962       d f / d c_i = ln gamma_i, integrated here
"""

import math
import pathlib
import sys

from scipy.integrate import quad

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import AVOGADRO, BOLTZMANN, ELEMENTARY_CHARGE, F, RT, TEMPERATURE, WATER, Expected

LENGTH, HEIGHT = 100e-9, 10e-9


def excluded(taken):
    return (1 - taken) * math.log1p(-taken) + taken


def lattice_gas(c):
    volume = AVOGADRO * (0.4e-9) ** 3
    return excluded(2 * c * volume) / volume


def regular_solution(c):
    sites = 20e3
    return sites * excluded(2 * c / sites) + (3e3 + 3e3 - 2 * 2e3) * c * c / (2 * sites * RT)


# ln gamma = -A (sqrt(I) / (1 + sqrt(I)) - 0.3 I), I = c in mol/L for both ions
A = ELEMENTARY_CHARGE**2 / (8 * math.pi * WATER * BOLTZMANN * TEMPERATURE) * math.sqrt(2 * F**2 * 1e3 / (WATER * RT))


def davies(c):
    return -2e3 * A * quad(lambda i: math.sqrt(i) / (1 + math.sqrt(i)) - 0.3 * i, 0, c / 1e3, epsabs=1e-15)[0]


def density(c, excess):
    return 2 * RT * c * (math.log(c / 1e3) - 1) + RT * excess(c)


expected = Expected(__file__)
for run, mean, swing, excess, source in (
        ("ideal", 3000, 2000, lambda c: 0.0, "ideal mixing"),
        ("lattice gas", 3000, 2000, lattice_gas, "Bikerman 1942; Kilic, Bazant and Ajdari 2007"),
        ("regular solution", 3000, 2000, regular_solution, "Bragg and Williams 1934"),
        ("Davies", 150, 130, davies, "Davies 1962")):
    start = quad(lambda x: density(mean + swing * math.cos(math.pi * x), excess), 0, 1, epsrel=1e-13, limit=200)[0]
    end = density(mean, excess)
    fall = (start - end) * LENGTH * HEIGHT
    for time, energy in ((0.0, start), (4e-5, end)):
        expected.add("energies.csv", f"time [s]={time:g}", "free energy", energy * LENGTH * HEIGHT, 1e-6 * fall, source, kind="absolute",
                     run=run)
    expected.add("energies.csv", "time [s]=4e-05", "dissipated", fall, 2e-4, source, run=run)
expected.write()
