#!/usr/bin/env python3
"""Resistance of cylindrical pores over radius and length: Hall's formula (2 %), and mode matching for the
geometry that is meshed (both in hall/reference.py)."""

import importlib.util
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from references import NM, Expected

spec = importlib.util.spec_from_file_location("hall", HERE.parent / "hall" / "reference.py")
hall = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hall)

RESERVOIR = 60 * NM

if __name__ == "__main__":
    expected = Expected(__file__)
    point = 0
    for radius in (1 * NM, 2 * NM, 4 * NM):
        for length in (10 * NM, 20 * NM, 40 * NM):
            point += 1
            where = f"point={point};radius [m]={radius:.12g};length [m]={length:.12g};boundary=lower end;species=all"
            simple = length / (math.pi * radius**2) + 1 / (2 * radius)
            exact = hall.resistance(radius, length, RESERVOIR, RESERVOIR)
            expected.add("fluxes.csv", where, "current", hall.SIGMA * hall.VOLTAGE / simple, 0.02,
                         "sigma / (L/(pi a^2) + 1/(2a)): Hall 1975 (J Gen Physiol 66:531)")
            expected.add("fluxes.csv", where, "current", hall.SIGMA * hall.VOLTAGE / exact, 1e-4,
                         "mode matching for this geometry (hall/reference.py)")
    expected.write()
