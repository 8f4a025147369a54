#!/usr/bin/env python3
"""Leveque's boundary layer over a strip in a shear flow, Sh = 0.80755 Pe^(1/3) (Bird, Stewart and Lightfoot 2002, eq. 12.2-16), the limit of
a large Peclet number: diffusion around the edges of the strip, which it leaves out, adds about 1 % here."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

D, PE = 1e-9, 1e4
SOURCE = "Leveque 1928, the limit of a large Peclet number (edges: about 1 %)"

expected = Expected(__file__)
expected.flux("strip", "A", 0.80755 * PE**(1 / 3) * D, 0.015, SOURCE)
expected.add("adaptivity.csv", "last", "estimated relative error", 0.0, 1e-3, "the target", kind="absolute")
expected.write()
