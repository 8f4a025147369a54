#!/usr/bin/env python3
"""Currents of a long charged channel in dilute salt: between two bounds, and ionflux' own limit.

Across the channel there is equilibrium (radius over length: 1e-3), so that G = pi F^2/(RT L) sum D int c 2 r dr with c of the
radial Poisson-Boltzmann equation (solve_bvp; Gross and Osterle 1968). I < G V, as the mouths add resistance. With access through the
bath at its own conductivity, 1/(4 kappa a) at each mouth (Hall 1975), it is less than it is: the charged faces conduct
as well. These bounds (3 % apart) are independent, but no reference to 1e-6. The expected numbers are those of ionflux on
this mesh with degree 3 (benchmark/zoo/make_reference.py): they tell whether the number is converged, not whether the model is right.
"""

import math
import pathlib
import sys

import numpy
from scipy.integrate import quad, solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import RT, THERMAL_VOLTAGE, WATER, Expected, F

RADIUS, LENGTH, SALT, CHARGE, VOLTS = 10e-9, 10e-6, 1.0, -0.02, 1.0
D_PLUS, D_MINUS = 1.957e-9, 2.032e-9
# ionflux, degree 3, 'Relative tolerance' 1e-10: K and Cl out of the upper end [mol/s]
LIMIT = {"K": -9.852837193202e-17, "Cl": 1.160221237125e-19}
TOLERANCE = {"K": 5e-5, "Cl": 4e-4} # of degree 2: 2.1e-5, 1.8e-4


def radial():
    """c+ and c- [mol/m^3] as functions of r/a."""
    k = F**2 * RADIUS**2 / (WATER * RT)
    slope = CHARGE * RADIUS / (WATER * THERMAL_VOLTAGE)
    right = lambda r, y: numpy.vstack([y[1], 2 * k * SALT * numpy.sinh(y[0])])
    ends = lambda a, b: numpy.array([a[1], b[1] - slope])
    r = numpy.linspace(0, 1, 201)
    start = -math.asinh(abs(CHARGE) / (RADIUS * F * SALT)) * numpy.ones_like(r)
    singular = numpy.array([[0.0, 0.0], [0.0, -1.0]])
    solution = solve_bvp(right, ends, r, numpy.vstack([start, slope * r]), S=singular, tol=1e-9, max_nodes=100000)
    assert solution.success, solution.message
    return (lambda t: SALT * math.exp(-solution.sol(t)[0])), (lambda t: SALT * math.exp(solution.sol(t)[0]))


def conductances():
    """Of the channel for each ion, and of the access to both mouths."""
    scale = math.pi * RADIUS**2 * F**2 / (RT * LENGTH)
    pore = [scale * d * quad(lambda t: 2 * t * c(t), 0, 1, epsrel=1e-10)[0] for d, c in zip((D_PLUS, D_MINUS), radial())]
    return pore, 2 * RADIUS * F**2 * SALT * (D_PLUS + D_MINUS) / RT


(cation, anion), access = conductances()
UPPER = VOLTS * (cation + anion)
LOWER = VOLTS / (1 / (cation + anion) + 1 / access)

expected = Expected(__file__)
current = F * (LIMIT["K"] - LIMIT["Cl"])
assert LOWER < -current < UPPER, (LOWER, -current, UPPER)
source = "ionflux, degree 3; within 3 % of Gross and Osterle 1968 with Hall 1975"
for boundary, sign in (("upper end", 1), ("lower end", -1)):
    for ion in ("K", "Cl"):
        expected.flux(boundary, ion, sign * LIMIT[ion], TOLERANCE[ion], source)
    expected.flux(boundary, "all", sign * current, TOLERANCE["K"], source)
expected.write()
