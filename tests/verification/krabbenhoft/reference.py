#!/usr/bin/env python3
"""Four ions of one diffusivity (Krabbenhoft and Krabbenhoft 2008, Cem. Concr. Res. 38:77).

Electroneutral: the concentration of all ions together is linear, C = C_0 + (C_L - C_0) x/L, and the field that of a binary
salt, phi' = V C'/(C ln(C_L/C_0)); then c_i is a power of C and J_i in closed form: with w = z V/ln(C_L/C_0) (RT/F = 1)

    J_i = -D C' (1 + w) (c_L r^w - c_0) / (C_0 (r^(1 + w) - 1)),  r = C_L/C_0

The space charge adds 7e-5: that comes from collocation (pnp_line.py, in c on two meshes, bound 1e-12), which must go to the
closed form as the square of the Debye length over L.
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from pnp_line import End, Layer, Problem, checked
from references import Expected, F, R

LENGTH, WIDTH, VOLTS, D, TEMPERATURE = 1e-5, 5e-7, 3.0, 1e-9, 298.1557031307027
IONS = {"Na": (1, 525.0, 25.0), "K": (1, 83.0, 83.0), "Cl": (-1, 500.0, None), "OH": (-1, 108.0, None)}
SOURCE = "PNP in 1-D, Gauss collocation; electroneutral limit Krabbenhoft and Krabbenhoft 2008"
NEUTRAL = "electroneutral, closed form: Krabbenhoft and Krabbenhoft 2008"
RUNS = {"1e-6": 1e-6, "0.01": 0.01}


def right(chloride):
    return (25.0, 83.0, chloride, 108.0 - chloride)


def collocation(chloride, length):
    left = tuple(ion[1] for ion in IONS.values())
    solution, bound = checked(Problem((1, 1, -1, -1), (D,) * 4, [Layer(length)], End(left), End(right(chloride), potential=VOLTS),
                                      temperature=TEMPERATURE), logarithm=False, both=False)
    assert bound < 1e-11, bound
    return solution.fluxes


def closed_form(chloride, length):
    """Fluxes [mol/m^2/s]."""
    ends = [sum(ion[1] for ion in IONS.values()), sum(right(chloride))]
    r, slope = ends[1] / ends[0], (ends[1] - ends[0]) / length
    fluxes = []
    for (z, left, _), c in zip(IONS.values(), right(chloride)):
        w = z * VOLTS * F / (R * TEMPERATURE) / math.log(r)
        fluxes.append(-D * slope * (1 + w) * (c * r**w - left) / (ends[0] * (r ** (1 + w) - 1)))
    return fluxes


expected = Expected(__file__)
for run, chloride in RUNS.items():
    fluxes = collocation(chloride, LENGTH)
    for length, tolerance in ((LENGTH, 2e-4), (1000 * LENGTH, 1e-8)):
        for a, b in zip(collocation(chloride, length), closed_form(chloride, length)):
            assert math.isclose(a, b, rel_tol=tolerance), (a, b)
    current = F * (fluxes[0] + fluxes[1] - fluxes[2] - fluxes[3])
    for boundary, sign in (("right", 1), ("left", -1)):
        for ion, flux in zip(IONS, fluxes):
            expected.flux(boundary, ion, sign * WIDTH * flux, 1e-6, SOURCE, run=run)
        expected.flux(boundary, "all", sign * WIDTH * current, 1e-6, SOURCE, run=run)
    # electroneutral, a cell of 10 mm: the closed form itself
    wide = closed_form(chloride, 1000 * LENGTH)
    for boundary, sign in (("right", 1), ("left", -1)):
        for ion, flux in zip(IONS, wide):
            expected.flux(boundary, ion, sign * 1000 * WIDTH * flux, 1e-6, NEUTRAL, run=f"{run} electroneutral")
if "--print" not in sys.argv[1:]:
    neutral = ["--set", "Electrolyte/Potential=electroneutral", "--set", "Geometry/box/Size=10 mm, 0.5 mm", "--set", "Geometry/box/First layer=50 um"]
    runs = {}
    for run, c in RUNS.items():
        runs[run] = ["--set", f"Baths/right/Concentration of Cl={c!r} mol/m^3", "--set", f"Baths/right/Concentration of OH={108.0 - c!r} mol/m^3"]
        runs[f"{run} electroneutral"] = runs[run] + neutral
    (expected.folder / "runs.json").write_text(json.dumps(runs, indent=2) + "\n")
expected.write()
