#!/usr/bin/env python3
"""A symmetric pore does not rectify, and at zero voltage between equal baths there is no current."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

if __name__ == "__main__":
    expected = Expected(__file__)
    source = "symmetry"
    for voltage in (0.2, 0.4, 0.6, -0.6):
        expected.add("iv.csv", f"voltage [V]={voltage}", "rectification", 1, 1e-8, source)
    expected.add("curves.csv", "last", "rectification", 1, 1e-8, source)
    expected.add("curves.csv", "last", "reversal potential [V]", 0, 1e-9, source, kind="absolute")
    expected.add("curves.csv", "last", "points", 7, 0, "points of the range")
    expected.write()
