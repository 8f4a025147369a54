#!/usr/bin/env python3
"""A bipolar membrane in one dimension: Poisson, Nernst and Planck with water that dissociates in the field,

    eps phi'' = -F (c_H - c_OH + c_Na - c_Cl + X(x)) ,  J_i = -D_i (c_i' + z_i c_i F phi' / RT) ,
    J_H' = J_OH' = k (K f(|phi'|) - g(|phi'|) c_H c_OH) ,  J_Na' = J_Cl' = 0 ,

with f Onsager's factor I_1(sqrt(8 b)) / sqrt(2 b), b = e^3 E / (8 pi eps k^2 T^2), by scipy's Bessel function, or a formula of
the field, and g = 1, or g = f where the equilibrium constant stays. A boundary value problem by collocation (scipy solve_bvp),
the voltage raised in steps.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp
from scipy.special import iv

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import BOLTZMANN, ELEMENTARY_CHARGE, F, NM, TEMPERATURE, THERMAL_VOLTAGE, WATER, Expected

SOURCE = "Poisson-Nernst-Planck with Onsager's factor in 1-D, scipy solve_bvp"
LENGTH, WIDTH = 200 * NM, 10 * NM
C0, D0 = 500.0, 1e-9
DH, DOH, DNA, DCL = 9.311, 5.273, 1.334, 2.032
BATH = np.array([1e-2, 1e-2, 10.0, 10.0]) / C0
LAMBDA2 = WATER * THERMAL_VOLTAGE / (F * C0 * LENGTH**2)
RATE, KW = 1.4e9 * C0 * LENGTH**2 / D0, 1e-4 / C0**2
FIELD = THERMAL_VOLTAGE / LENGTH
B = ELEMENTARY_CHARGE**3 / (8 * math.pi * WATER * (BOLTZMANN * TEMPERATURE) ** 2)


def onsager(field):
    b = np.maximum(B * field, 1e-9)
    return iv(1, np.sqrt(8 * b)) / np.sqrt(2 * b)

EFFECTS = {"none": (lambda e: 1 + 0 * e, False), "wien": (onsager, False), "kept": (onsager, True),
           "formula": (lambda e: 1 + (e / 5e7) ** 2, False)}


def charge(x):
    nm = x * LENGTH / NM
    return 250 / C0 * (2 * np.tanh(nm - 100) - np.tanh(nm - 20) - np.tanh(nm - 180))


def solve(voltage, effect, guess, tolerance):
    factor, keeps = EFFECTS[effect]

    def slopes(x, y, p):
        phi, e, h, oh, na, cl, j = y
        f = factor(np.abs(e) * FIELD)
        return np.array([e, -(h - oh + na - cl + charge(x)) / LAMBDA2, -j / DH - h * e, -(j - p[0]) / DOH + oh * e,
                         -p[1] / DNA - na * e, -p[2] / DCL + cl * e, RATE * (KW * f - (f if keeps else 1) * h * oh)])

    def ends(a, b, p):
        return np.concatenate([[a[0], b[0] - voltage / THERMAL_VOLTAGE], a[2:6] - BATH, b[2:6] - BATH])

    return solve_bvp(slopes, ends, guess[0], guess[1], p=guess[2], tol=tolerance, max_nodes=200000)


def start():
    """Donnan equilibrium everywhere."""
    x = np.linspace(0, 1, 4001)
    total = BATH[0] + BATH[2]
    phi = np.arcsinh(charge(x) / (2 * total))
    y = np.array([phi, np.gradient(phi, x), BATH[0] * np.exp(-phi), BATH[1] * np.exp(phi), BATH[2] * np.exp(-phi),
                  BATH[3] * np.exp(phi), 0 * x])
    return x, y, [0.0, 0.0, 0.0]


def found(effect, last, tolerance=1e-7):
    """Solutions at 0 V and at `last`."""
    state, solutions = start(), {}
    for voltage in np.linspace(0, last, 11):
        final = voltage in (0, last)
        solution = solve(voltage, effect, state, tolerance if final else 1e-3)
        if solution.status != 0:
            sys.exit(f"{effect} at {voltage} V: {solution.message}")
        if final:
            solutions[voltage] = solution
        state = (solution.x, solution.y, solution.p)
    return solutions


def main():
    expected = Expected(__file__)
    scale = D0 * C0 / LENGTH * WIDTH
    for effect in EFFECTS:
        solutions = found(effect, 0.5)
        for voltage, solution in solutions.items():
            run = f"{effect} {'under bias' if voltage else 'at rest'}"
            h = {"left": solution.y[6, 0] * scale, "right": solution.y[6, -1] * scale}
            oh = {end: value - solution.p[0] * scale for end, value in h.items()}
            na, cl = solution.p[1] * scale, solution.p[2] * scale

            if voltage == 0 and effect == "formula":
                continue
            at_rest = voltage == 0 and effect in ("none", "kept")
            kind, tolerance = ("absolute", 1e-14) if at_rest else ("relative", 2e-5 if voltage else 5e-5)
            made = 0.0 if at_rest else h["right"] - h["left"]
            expected.flux("left", "H", 0.0 if at_rest else -h["left"], tolerance, SOURCE, kind=kind, run=run)
            expected.flux("right", "OH", 0.0 if at_rest else oh["right"], tolerance, SOURCE, kind=kind, run=run)
            expected.observable("production by reactions", "all", made, tolerance, SOURCE, species="H", kind=kind, run=run)
            if voltage:
                expected.flux("right", "Na", na, tolerance, SOURCE, run=run)
                expected.flux("right", "all", F * (h["right"] - oh["right"] + na - cl), tolerance, SOURCE, run=run)
            for place in (60, 98, 102, 140):
                y = solution.sol(place * NM / LENGTH)
                expected.profile("through", place * NM, "phi", y[0] * THERMAL_VOLTAGE, 1e-6, SOURCE, kind="absolute", run=run)
                expected.profile("through", place * NM, "c_H", y[2] * C0, 2e-4, SOURCE, run=run)
    expected.write()


if __name__ == "__main__":
    main()
