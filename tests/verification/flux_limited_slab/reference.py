#!/usr/bin/env python3
"""Flux-limited diffusion in a slab by quadrature. With y = v c / J and the mean free path l = 3 D / v

    J = -D f |c'| ,  R = l |c'| / c = L^-1(1 / y)  where  |J| = v c L(R) ,

L(R) = coth R - 1/R (Levermore and Pomraning 1981), x / (1 + x^n)^(1/n) (Larsen) or min(x, 1) with x = R / 3; so that from the
right end, where y = 1 / 0.9,

    (distance) = l int dy / (y R(y)) ;

the integral is inverted for y at the joint and at the left, where c = 1. Where l vanishes: J = D (c_left - c_right) / length.
"""

import math
import pathlib
import sys

from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

V, HEIGHT = 299792458.0, 0.02
THICK, THIN = 0.02, 10.0


def langevin(r):
    return 1 / math.tanh(r) - 1 / r if r > 1e-2 else r / 3 - r**3 / 45 + 2 * r**5 / 945


LIMITERS = {
    "Levermore-Pomraning": lambda y: brentq(lambda r: langevin(r) - 1 / y, 1e-6, 1e6, xtol=1e-15, rtol=1e-14),
    "Larsen 2": lambda y: 3 / math.sqrt(y * y - 1),
    "Larsen 1": lambda y: 3 / (y - 1),
    "sharp": lambda y: 3 / y,
}


def distance(r, start, y):
    return quad(lambda s: 1 / (s * r(s)), start, y, epsabs=1e-13, epsrel=1e-12, limit=400)[0]


def further(r, start, length):
    """y at `length` mean free paths to the left of where it is `start`."""
    return brentq(lambda y: distance(r, start, y) - length, start, start + 1 + 10 * length, xtol=1e-13, rtol=1e-13)


def main():
    expected = Expected(__file__)
    for name, r in LIMITERS.items():
        source = f"{name}: quadrature of the flux-limited slab"
        joint = further(r, 1 / 0.9, 0.5 / THIN)
        left = further(r, joint, 0.5 / THICK)
        flux = V / left
        expected.flux("right", "light", flux * HEIGHT, 1e-5, source, run=name)
        for place, y in ((1.0, 1 / 0.9), (0.75, further(r, 1 / 0.9, 0.25 / THIN)), (0.5, joint),
                         (0.25, further(r, joint, 0.25 / THICK))):
            expected.profile("through", place, "c_light", y * flux / V, 2e-5, source, run=name)
    r, source = LIMITERS["Levermore-Pomraning"], "Levermore-Pomraning: quadrature, c given at both ends"
    right = brentq(lambda y: distance(r, y, 2 * y) - 1, 1.001, 20, xtol=1e-13)
    expected.flux("right", "light", 0.5 * V / right * HEIGHT, 1e-8, source, run="between")
    for place in (0.3, 0.7):
        expected.profile("through", place, "c_light", 0.5 * further(r, right, 1 - place) / right, 1e-7, source, run="between")
    expected.flux("right", "light", 99.93081933333334 * 0.5 * HEIGHT, 1e-9, "J = D (c_left - c_right) / length",
                  run="diffusive")
    expected.write()


if __name__ == "__main__":
    main()
