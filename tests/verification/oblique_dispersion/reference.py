#!/usr/bin/env python3
"""Advection and dispersion with a flow oblique to the mesh: exp(k . x) with v . k = k . D k, D = (D_m + a_T |v|) 1 + (a_L - a_T) v v / |v|
(Scheidegger 1961; Bear 1972, section 10.4), solves v . grad c = div (D grad c) exactly for k in any direction. Of 'along x' k is such that
the off-diagonal entries of D make up for a third of v . k: without them the solution is another.

    reference.py --expression  prints what case.prm gives on the sides
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "advection and dispersion in closed form, tensor of Scheidegger 1961, Bear 1972"
V = (1e-5, 7e-6)
MOLECULAR, LONGITUDINAL, TRANSVERSE = 1e-9, 0.1, 0.01
DIRECTIONS = {"along x": (1.0, 0.3), "across": (-0.4, 1.0)}


def tensor():
    speed = math.hypot(*V)
    return [[(MOLECULAR + TRANSVERSE * speed) * (i == j) + (LONGITUDINAL - TRANSVERSE) * V[i] * V[j] / speed for j in range(2)]
            for i in range(2)]


def wave(direction):
    """k [1/m]."""
    D = tensor()
    along = sum(v * e for v, e in zip(V, direction))
    spread = sum(direction[i] * D[i][j] * direction[j] for i in range(2) for j in range(2))
    return [along / spread * e for e in direction]


def expression(direction):
    kx, ky = wave(direction)
    return f"exp({kx!r}*(x - 0.25) + {ky!r}*(y - 0.25)) [mol/m^3]"


def main():
    if "--expression" in sys.argv:
        for run, direction in DIRECTIONS.items():
            print(run, expression(direction))
        return
    expected = Expected(__file__)
    for run, direction in DIRECTIONS.items():
        kx, ky = wave(direction)
        for x in (0.125, 0.25, 0.375):
            expected.profile("middle", x, "c_tracer", math.exp(kx * (x - 0.25) + ky * (0.1875 - 0.25)), 1e-5, SOURCE, run=run)
    expected.write()


if __name__ == "__main__":
    main()
