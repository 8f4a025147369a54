#!/usr/bin/env python3
"""Irreversible linear sweep voltammetry, Nicholson and Shain 1964 (Anal. Chem. 36:706), eq. 56, solved here by product
integration (Nicholson and Olmstead 1972):

    1 - int_0^s chi(z) / sqrt(s - z) dz = exp(u - s) chi(s),  s = b t,  b = alpha F v / RT,  exp(u) = sqrt(pi D b) / k

and the current is F c sqrt(pi D b) chi(b t) an area. Its peak is 0.4958 F c sqrt(D b)."""

import math
import pathlib
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

D, C, K, ALPHA, SWEEP, WIDTH = 1e-9, 1.0, 1e-7, 0.5, 0.1, 30e-6
B = ALPHA * SWEEP / THERMAL_VOLTAGE
TIMES = (2.5, 3.0, 3.25, 3.5, 3.75, 4.0, 5.0, 6.5)
SOURCE = "Nicholson and Shain 1964, eq. 56 (product integration)"


def currents(n):
    """chi at n + 1 equal times from 0 to 8 s: linear between them, the kernel integrated exactly."""
    s = B * numpy.linspace(0.0, 8.0, n + 1)
    h = s[1]
    # int over one interval of the two hat functions times 1 / sqrt(distance to the end)
    k = numpy.arange(n + 1, dtype=float)
    zeroth = 2 * math.sqrt(h) * (numpy.sqrt(k[1:]) - numpy.sqrt(k[:-1]))
    first = 2 / 3 * math.sqrt(h) * (k[1:] ** 1.5 - k[:-1] ** 1.5)  # of the distance / h
    far, near = first - k[:-1] * zeroth, k[1:] * zeroth - first  # weights of the far and the near end
    chi = numpy.zeros(n + 1)
    factor = math.sqrt(math.pi * D * B) / K * numpy.exp(-s)
    chi[0] = 1.0 / factor[0]
    for i in range(1, n + 1):
        known = (far[:i][::-1] * chi[:i]).sum() + (near[1:i][::-1] * chi[1:i]).sum()
        chi[i] = (1.0 - known) / (factor[i] + near[0])
    return chi * math.sqrt(math.pi * D * B) * C


coarse, fine = currents(4000), currents(8000)
assert abs(fine.max() / (C * math.sqrt(D * B)) - 0.4958) < 2e-4  # of a sweep that begins at a finite potential
assert abs(coarse - fine[::2]).max() < 1e-6 * fine.max()
peak = fine.max() * WIDTH
expected = Expected(__file__)
for run, tolerance in (("default", 2e-3), ("TR-BDF2", 2e-3), ("fine", 1e-4)):
    for time in TIMES:
        expected.add("fluxes.csv", f"boundary=left;species=O;time [s]={time:g}", "flux", fine[round(1000 * time)] * WIDTH,
                     tolerance * peak, SOURCE, kind="absolute", run=run)
expected.write()
