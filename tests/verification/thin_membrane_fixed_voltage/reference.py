#!/usr/bin/env python3
"""Goldman's fluxes (Goldman 1943; Hodgkin and Katz 1949) through a thin membrane between two layers of water.

    J = P w / (1 - exp(-w)) (c_in - c_out exp(-w)),  w = z F V / RT

The water is 1e-7 of the resistance at most: the flux with it comes from collocation (pnp_line.py), which must agree with the
formula to 2e-7 at the largest permeability and to 2e-9 at the next; its own bound is 1e-14.
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Joint, Layer, Problem, checked
from references import Expected, F, R

WIDTH, VOLTS, TEMPERATURE = 2e-9, -0.07, 310.15
IONS = {"K": (1, 1e-8, 140.0, 5.0), "Na": (1, 4e-10, 12.0, 145.0), "Cl": (-1, 4.5e-9, 10.0, 110.0), "A": (-1, 0.0, 142.0, 40.0)}
SOURCE = "Goldman 1943; Hodgkin and Katz 1949; with the water in series by collocation"
RUNS = {"1e-8 m/s": 1.0, "1e-10 m/s": 1e-2, "1e-12 m/s": 1e-4}


def goldman(z, permeability, inside, outside):
    w = z * VOLTS * F / (R * TEMPERATURE)
    return permeability * w / -math.expm1(-w) * (inside - outside * math.exp(-w))


def with_water(factor):
    inside, outside = ([ion[k] for ion in IONS.values()] for k in (2, 3))
    joint = Joint(permeabilities=tuple(factor * ion[1] for ion in IONS.values()))
    problem = Problem(tuple(ion[0] for ion in IONS.values()), (2e-9,) * 4, [Layer(10e-9), Layer(10e-9)],
                      End(tuple(inside), potential=VOLTS), End(tuple(outside)), [joint], TEMPERATURE)
    solution, bound = checked(problem)
    assert bound < 1e-12, bound
    return solution


expected = Expected(__file__)
for run, factor in RUNS.items():
    solution = with_water(factor)
    for (ion, (z, permeability, inside, outside)), flux in zip(IONS.items(), solution.fluxes):
        if not permeability:
            continue
        assert math.isclose(flux, goldman(z, factor * permeability, inside, outside), rel_tol=2e-7 * factor), ion
        for boundary, sign in (("left", -1), ("right", 1), ("inside | outside: inside side", 1),
                               ("inside | outside: outside side", -1)):
            expected.flux(boundary, ion, sign * WIDTH * flux, 2e-8, SOURCE, run=run)
    for boundary, sign in (("left", -1), ("right", 1)):
        expected.flux(boundary, "all", sign * WIDTH * solution.current, 1e-7, SOURCE, run=run)
        expected.flux(boundary, "A", 0.0, 1e-8 * WIDTH * abs(solution.fluxes[0]), "does not pass", kind="absolute", run=run)
if "--print" not in sys.argv[1:]:
    runs = {run: [x for ion, (_, p, _, _) in IONS.items() if p for x in
                  ("--set", f"Boundary conditions/inside | outside/Membrane permeability of {ion}={factor * p:.10g} m/s")]
            for run, factor in RUNS.items()}
    (expected.folder / "runs.json").write_text(json.dumps(runs, indent=2) + "\n")
expected.write()
