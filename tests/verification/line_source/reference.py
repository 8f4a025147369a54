#!/usr/bin/env python3
"""A line source across a duct between two sinks, oblique to all axes: Green's function of the duct (mirrors at its four walls, c = 0 at its
ends), cosines across and hyperbolic sines along (Carslaw and Jaeger 1959, section 14.9 ff.; Crank 1975), integrated along the line
by Gauss and Legendre's rule:

    c = Q / (D H W) int_0^1 sum_mn e_m e_n cos(m pi y/H) cos(m pi y'/H) cos(n pi z/W) cos(n pi z'/W) g_mn(x, x') ds
    g = sinh(k x<) sinh(k (L - x>)) / (k sinh(k L)),  k^2 = (m pi/H)^2 + (n pi/W)^2,  g_00 = x< (L - x>) / L,  e_0 = 1, else 2

What leaves at x = L is Q times the mean of x'/L, on any mesh.
"""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "Carslaw and Jaeger 1959: Green's function of the duct along the line"
L, H, W, D, RATE = 80e-6, 40e-6, 40e-6, 1e-9, 1e-15
START, END = np.array([22e-6, 7e-6, 6e-6]), np.array([53e-6, 28e-6, 33e-6])


def concentration(x, y, z, modes=60, points=40):
    nodes, weights = np.polynomial.legendre.leggauss(points)
    kink = min(max((x - START[0]) / (END[0] - START[0]), 0.0), 1.0)  # of g
    s = np.concatenate([0.5 * kink * (nodes + 1), kink + 0.5 * (1 - kink) * (nodes + 1)])
    weights = np.concatenate([kink * weights, (1 - kink) * weights])
    place = START + s[:, None] * (END - START)
    total = np.zeros(2 * points)
    for m in range(modes):
        for n in range(modes):
            k = np.hypot(m * np.pi / H, n * np.pi / W)
            low, high = np.minimum(x, place[:, 0]), np.maximum(x, place[:, 0])
            if k == 0:
                g = low * (L - high) / L
            else:  # exp(-k (high - low)) and what the ends take from it
                g = np.exp(-k * (high - low)) * -np.expm1(-2 * k * low) * -np.expm1(-2 * k * (L - high)) / (-np.expm1(-2 * k * L)) / (2 * k)
            total += (1 + (m > 0)) * (1 + (n > 0)) * g * np.cos(m * np.pi * y / H) * np.cos(m * np.pi * place[:, 1] / H) \
                * np.cos(n * np.pi * z / W) * np.cos(n * np.pi * place[:, 2] / W)
    return RATE / (D * H * W) * 0.5 * weights @ total


def main():
    expected = Expected(__file__)
    mean = 0.5 * (START[0] + END[0]) / L
    expected.flux("right", "dye", RATE * mean, 1e-10, "mean place of the line")
    expected.flux("left", "dye", RATE * (1 - mean), 1e-10, "mean place of the line")
    for x in (10e-6, 15e-6, 60e-6, 70e-6):  # beside the line, where the sum converges exponentially
        value = concentration(x, 40e-6, 0.0)
        assert abs(value - concentration(x, 40e-6, 0.0, 40, 30)) < 1e-8 * value
        expected.profile("edge", x, "c_dye", value, 3e-4, SOURCE)
    expected.write()


if __name__ == "__main__":
    main()
