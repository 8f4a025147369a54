#!/usr/bin/env python3
"""Charging of blocking electrodes at x = -+L, -+V for t > 0, a symmetric 1:1 electrolyte, linearised (Bazant, Thornton and
Ajdari, Phys. Rev. E 70, 021506, 2004, section IV; the transform here is derived anew). With rho = F (c+ - c-):

    d rho / dt = D (rho'' - kappa^2 rho),   -eps phi'' = rho,   rho' + eps kappa^2 phi' = 0 at both electrodes

Laplace transform:  rho = A sinh(k x),  phi = -A sinh(k x) / (eps k^2) + B x,  k^2 = s/D + kappa^2, and
A k cosh(kL) (1 - kappa^2/k^2) + eps kappa^2 B = 0,  -A sinh(kL) / (eps k^2) + B L = V / s.
At the electrode all current is displacement: i = s eps phi'(L). Inverted by Talbot's contour (Abate and Valko 2004).
"""

import cmath
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import WATER, debye_length

D, HALF, C = 1e-9, 96e-9, 1.0
KAPPA = 1 / debye_length(WATER, [(1, C), (-1, C)])
SOURCE = "transform solution of the linear problem: Bazant, Thornton and Ajdari 2004, section IV"


def transforms(s, voltage):
    """Of the charge an area eps phi' at x = L, and the potential at x."""
    k = cmath.sqrt(s / D + KAPPA**2)
    th = cmath.tanh(k * HALF)
    # with a = A cosh(kL):  a k (1 - kappa^2/k^2) = -eps kappa^2 B
    per_b = -WATER * KAPPA**2 / (k * (1 - KAPPA**2 / k**2))  # a / B
    b = voltage / s / (HALF - per_b * th / (WATER * k**2))
    a = per_b * b
    charge = WATER * (b - a / (WATER * k))

    def phi(x):
        return -a / (WATER * k**2) * cmath.exp(k * (x - HALF)) * (1 - cmath.exp(-2 * k * x)) / (
            1 + cmath.exp(-2 * k * HALF)) + b * x
    return charge, phi


def invert(transform, t, m=32):
    total = 0.5 * math.exp(2 * m / 5) * transform(2 * m / (5 * t)).real
    for j in range(1, m):
        angle = j * math.pi / m
        cot = 1 / math.tan(angle)
        s = 2 * angle / 5 * m / angle * complex(angle * cot, angle) / t
        weight = cmath.exp(s * t) * complex(1, angle * (1 + cot * cot) - cot)
        total += (weight * transform(s)).real
    return 2 / (5 * t) * total
