#!/usr/bin/env python3
"""Steady plume of a point source in a uniform wind U along x with constant eddy diffusivities, the ground and an
inversion lid as mirrors (y is the height). With rho^2 = x^2/Kx + (y-h)^2/Ky + z^2/Kz a source of strength Q gives

    c = Q / (4 pi sqrt(Kx Ky Kz) rho) exp(U x / (2 Kx) - U rho / (2 sqrt(Kx)))

(Carslaw and Jaeger 1959, section 10.7; Seinfeld and Pandis 2016, section 18.4, for the images.) The same
expression is in case.prm, on the sides of the box: `--expression` prints it.
"""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

U, KX, KY, KZ, RATE, STACK, LID = 5.0, 50.0, 20.0, 40.0, 2.0, 60.0, 200.0
HEIGHTS = [sign * STACK + 2.0 * LID * n for n in (-1, 0, 1) for sign in (1, -1)]
SOURCE = "Carslaw and Jaeger 1959, section 10.7, with images"
# The cut-off function of the plane at 250 m rises over the next cell: 1 - (1 - s)(1 - 2 s), whose middle is at s = 1/6.
FRONT, PLANE = 150.0, 250.0 + 25.0 / 6


def concentration(x, y, z):
    total = 0.0
    for h in HEIGHTS:
        rho = np.sqrt(x * x / KX + (y - h) ** 2 / KY + z * z / KZ)
        total = total + np.exp(U * x / (2 * KX) - U * rho / (2 * np.sqrt(KX))) / rho
    return RATE / (4 * np.pi * np.sqrt(KX * KY * KZ)) * total


def expression():
    terms = []
    for h in HEIGHTS:
        rho = f"sqrt(x^2/{KX:g} + (y - ({h:g}))^2/{KY:g} + z^2/{KZ:g})"
        terms.append(f"exp({U / (2 * KX):g}*x - {U:g}/(2*sqrt({KX:g}))*{rho})/{rho}")
    return f"{RATE:g}/(4*pi*sqrt({KX * KY * KZ:g}))*(" + " + ".join(terms) + ") [mol/m^3]"


def integral(function, a, b, c, d):
    """Over a rectangle, by Gauss and Legendre's rule."""
    nodes, weights = np.polynomial.legendre.leggauss(60)
    s = 0.5 * (a + b) + 0.5 * (b - a) * nodes
    t = 0.5 * (c + d) + 0.5 * (d - c) * nodes
    return 0.25 * (b - a) * (d - c) * weights @ function(s[:, None], t[None, :]) @ weights


def slope(function, x):
    return (function(x + 0.01) - function(x - 0.01)) / 0.02


def main():
    if "--expression" in sys.argv:
        print(expression())
        return
    expected = Expected(__file__)
    through = integral(lambda y, z: U * concentration(PLANE, y, z) - KX * slope(lambda x: concentration(x, y, z), PLANE),
                       0.0, LID, 0.0, FRONT)
    expected.observable("flux through plane", "behind", through, 1e-3, SOURCE, species="SO2")
    for x, y in ((150.0, 0.0), (300.0, 0.0), (400.0, 60.0)):
        expected.profile("ground" if y == 0.0 else "axis", x + 100.0, "c_SO2", concentration(x, y, 0.0), 3e-3, SOURCE)
    expected.write()


if __name__ == "__main__":
    main()
