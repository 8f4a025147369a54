#!/usr/bin/env python3
"""Line source at the ground in a wind u = a y^m with the eddy diffusivity K = b y^n across it (y is the height), no
mixing along it: with r = m - n + 2 and s = (m + 1) / r

    c = Q r / (a Gamma(s)) (a / (r^2 b x))^s exp(-a y^r / (r^2 b x))

(Roberts 1923, in Calder 1949, Q. J. Mech. Appl. Math. 2, 153; Sutton 1953, Micrometeorology.)
The profile at the entry of the box (100 m behind the source) is in case.prm.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

M, N = 0.2, 0.8
A, B, RATE = 4.0 / 10.0**M, 0.8 / 10.0**N, 1.0
R = M - N + 2
S = (M + 1) / R
SOURCE = "Roberts 1923 (in Calder 1949)"


def concentration(x, y):
    q = A / (R * R * B * x)
    return RATE * R / (A * math.gamma(S)) * q**S * math.exp(-q * y**R)


def main():
    if "--expression" in sys.argv:
        q = A / (R * R * B * 100.0)
        print(f"{concentration(100.0, 0.0):.12g}*exp(-{q:.12g}*y^{R:g}) [mol/m^3]")
        return
    expected = Expected(__file__)
    for run, tolerance in (("degree 2", 2e-3), ("limited", 5e-3)):
        expected.flux("right", "SO2", RATE, 1e-3, SOURCE, run=run)
        for x in (250.0, 400.0, 500.0):
            expected.profile("ground", x - 100.0, "c_SO2", concentration(x, 0.0), tolerance, SOURCE, run=run)
        for y in (5.0, 20.0):
            expected.profile("above", y, "c_SO2", concentration(400.0, y), tolerance, SOURCE, run=run)
    expected.write()


if __name__ == "__main__":
    main()
