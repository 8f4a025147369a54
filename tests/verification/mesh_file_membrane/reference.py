#!/usr/bin/env python3
"""Poisson-Nernst-Planck in one dimension through bath | membrane | bath, by collocation (scipy.integrate.solve_bvp).

psi = F phi/RT, e = psi', c+, c-; in piece k with diffusivities f_k D and fixed charge -X_k:
    e' = -(c+ - c- - X_k) F^2/(eps RT),  c+' = -J+/(f_k D+) - c+ e,  c-' = -J-/(f_k D-) + c- e
The three pieces are solved side by side on [0, 1] with continuity as boundary conditions.
"""

import pathlib
import sys

import numpy
from scipy.integrate import solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import F, NM, RT, THERMAL_VOLTAGE, WATER, Expected

LENGTHS, FACTORS, CHARGES = (20 * NM, 100 * NM, 20 * NM), (1.0, 0.1, 1.0), (0.0, 200.0, 0.0)
LEFT, RIGHT, VOLTAGE, D_PLUS, D_MINUS, WIDTH = 100.0, 20.0, -0.05, 1.957e-9, 2.032e-9, 20 * NM
UNIT, C0, D0 = 100 * NM, 100.0, 1e-9  # scales of the unknowns
KAPPA2 = F**2 * C0 * UNIT**2 / (WATER * RT)


def derivative(t, y, p):
    parts = []
    for k in range(3):
        psi, e, plus, minus = y[4 * k:4 * k + 4]
        length, factor = LENGTHS[k] / UNIT, FACTORS[k]
        parts += [length * e, -length * KAPPA2 * (plus - minus - CHARGES[k] / C0),
                  length * (-p[0] / (factor * D_PLUS / D0) - plus * e),
                  length * (-p[1] / (factor * D_MINUS / D0) + minus * e)]
    return numpy.vstack(parts)


def ends(a, b, p):
    """The joints are continuous (equal permittivities); the ends are given."""
    result = [a[0], a[2] - LEFT / C0, a[3] - LEFT / C0, b[8] - VOLTAGE / THERMAL_VOLTAGE, b[10] - RIGHT / C0,
              b[11] - RIGHT / C0]
    for k in range(2):
        result += list(b[4 * k:4 * k + 4] - a[4 * k + 4:4 * k + 8])
    return numpy.array(result)


def solve():
    t = 0.5 - 0.5 * numpy.cos(numpy.linspace(0, numpy.pi, 201))
    y = numpy.zeros((12, t.size))
    baths = (LEFT, 0.5 * (LEFT + RIGHT), RIGHT)
    for k in range(3):
        salt, fixed = baths[k] / C0, CHARGES[k] / C0
        y[4 * k + 2] = 0.5 * (fixed + numpy.hypot(fixed, 2 * salt))
        y[4 * k + 3] = y[4 * k + 2] - fixed
        y[4 * k] = -numpy.arcsinh(fixed / (2 * salt)) + VOLTAGE / THERMAL_VOLTAGE * k / 2
    solution = solve_bvp(derivative, ends, t, y, p=[0.1, 0.01], tol=1e-9, max_nodes=200000)
    assert solution.success, solution.message
    return solution


def main():
    solution = solve()
    plus, minus = solution.p * D0 * C0 / UNIT * WIDTH**2
    expected = Expected(__file__)
    source = "PNP in 1-D, scipy.integrate.solve_bvp (tolerance 1e-9)"
    expected.flux("right", "K", plus, 1e-5, source)
    expected.flux("right", "Cl", minus, 1e-5, source)
    expected.flux("left", "all", -F * (plus - minus), 1e-5, source)
    for x in (10, 20, 70, 120, 130):  # nm from the left end; the faces too
        piece = 0 if x <= 20 else 1 if x <= 120 else 2
        t = (x * NM - sum(LENGTHS[:piece])) / LENGTHS[piece]
        psi, _, c_plus, c_minus = solution.sol(t)[4 * piece:4 * piece + 4]
        expected.profile("through", x * NM, "phi", psi * THERMAL_VOLTAGE, 1e-6, source, kind="absolute")
        if x not in (20, 120):
            expected.profile("through", x * NM, "c_K", c_plus * C0, 2e-5, source)
            expected.profile("through", x * NM, "c_Cl", c_minus * C0, 2e-5, source)
    expected.write()


if __name__ == "__main__":
    main()
