#!/usr/bin/env python3
"""Reversal potential of Na, K and Cl (Hodgkin & Katz 1949, J Physiol 108:37), found with the current given as zero:

    V = RT/F ln( (P_K K_o + P_Na Na_o + P_Cl Cl_i) / (P_K K_i + P_Na Na_i + P_Cl Cl_o) )

The water at both sides is 1e-7 of the resistance: potential and fluxes with it come from collocation (pnp_line.py, bound
1e-12) and must agree with the equation to 1e-6.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Joint, Layer, Problem, checked
from references import Expected, F, R

TEMPERATURE, HEIGHT = 291.15, 4e-9
THERMAL_VOLTAGE = R * TEMPERATURE / F
# z, D, P, inside, outside
IONS = {"K": (1, 1.96e-9, 1.8e-8, 345.0, 10.0), "Na": (1, 1.33e-9, 0.072e-8, 72.0, 455.0),
        "Cl": (-1, 2.03e-9, 0.81e-8, 61.0, 540.0), "anion": (-1, 0.5e-9, 0.0, 357.0, 1.0),
        "cation": (1, 0.5e-9, 0.0, 1.0, 76.0)}
SOURCE = "Hodgkin and Katz 1949 (J Physiol 108:37), constant field equation; with the water in series by collocation"


def goldman():
    """Potential [V] and fluxes [mol/m^2/s] of the membrane alone."""
    above = sum(p * (outside if z > 0 else inside) for z, _, p, inside, outside in IONS.values())
    below = sum(p * (inside if z > 0 else outside) for z, _, p, inside, outside in IONS.values())
    volts, fluxes = THERMAL_VOLTAGE * math.log(above / below), []
    for z, _, permeability, inside, outside in IONS.values():
        w = z * volts / THERMAL_VOLTAGE
        fluxes.append(permeability * w / -math.expm1(-w) * (inside - outside * math.exp(-w)))
    return volts, fluxes


def with_water():
    z, d, p, inside, outside = zip(*IONS.values())
    solution, bound = checked(Problem(z, d, [Layer(10e-9), Layer(10e-9)], End(inside), End(outside, current=0.0),
                                      [Joint(permeabilities=p)], TEMPERATURE))
    assert bound < 1e-12, bound
    return -solution.potential, solution.fluxes


REVERSAL, alone = goldman()
potential, fluxes = with_water()
assert math.isclose(potential, REVERSAL, rel_tol=1e-6)

expected = Expected(__file__)
gross = sum(abs(F * flux) for flux in alone) * HEIGHT
expected.add("unknown_potentials.csv", "boundary=left", "potential", potential, 1e-8, SOURCE)
expected.observable("reversal potential", "left - right", potential, 1e-8, SOURCE)
expected.observable("GHK potential", "left - right", REVERSAL, 1e-9, SOURCE)
for name, flux, simple in zip(("K", "Na", "Cl"), fluxes, alone):
    assert math.isclose(flux, simple, rel_tol=3e-6), name
    for boundary, sign in (("axolemma: inside side", 1), ("right", 1), ("axolemma: outside side", -1), ("left", -1)):
        expected.flux(boundary, name, sign * HEIGHT * flux, 2e-8, SOURCE)
for name in ("anion", "cation"):
    source = "the membrane does not let it pass"
    for boundary in ("right", "left"):
        expected.flux(boundary, name, 0.0, 1e-8 * gross / F, source, kind="absolute")
    expected.flux("axolemma: inside side", name, 0.0, 0.0, source, kind="absolute")
for boundary in ("axolemma: inside side", "left", "right"):
    expected.flux(boundary, "all", 0.0, 1e-8 * gross, SOURCE, kind="absolute")
expected.write()
