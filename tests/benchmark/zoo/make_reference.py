#!/usr/bin/python3
"""Writes reference.csv: what the fluxes of the cases are.

    tests/benchmark/zoo/make_reference.py [--pores build/release/ionflux] [--only WORD] [--new]

Without --pores, the one-dimensional cases: Gauss collocation (verification/pnp_line.py) or, of what is electroneutral, reacting or
not ideal, scipy's solve_bvp (verification/neutral_line.py, poisson_layer.py); they know nothing of ionflux; two minutes. With --pores, the pores: ionflux on a finer mesh of higher degree (minutes). The other rows are kept.
'bound' is how far the reference itself can be off, relative: to another mesh, order and set of unknowns; pores: to
a mesh and degree in between; electrodes: what Poisson's equation changes (layers.py).
"""

import argparse
import csv
import pathlib
import sys

from cases import cases
from line_case import Case
from neutral_line import solve_neutral
from outcome import FLUX, quantities, run_case
from pnp_line import checked
from poisson_layer import solve_poisson
from references import F

FILE = pathlib.Path(__file__).with_name("reference.csv")
COLUMNS = ["case", "quantity", "value", "bound", "source"]


def line_rows(case: Case):
    """Fluxes to the right [mol/s/m], current [A/m], unknown potential [V]."""
    which = case.reference_unknowns
    solution, bound = checked(case.problem, logarithm=which != "c", both=which == "both")
    largest = max(abs(solution.fluxes))
    source = "collocation, ln c and c" if which == "both" else f"collocation, {which} on two meshes"
    rows = []
    for ion, flux in zip(case.species, solution.fluxes):
        value = flux * case.width if abs(flux) > 1e-15 * largest else 0.0
        rows.append((f"flux of {ion}", value))
    given = case.problem.right.current
    rows.append(("current", (solution.current if given is None else given) * case.width))
    if case.potential:
        rows.append(("potential", solution.potential))
    return [{"case": case.name, "quantity": q, "value": f"{v:.13g}", "bound": f"{bound:.1e}", "source": source}
            for q, v in rows]


def neutral_rows(case: Case):
    """The same of what reacts, is not ideal or electroneutral; with reactions the fluxes at the left end too (to the right)."""
    if "set Potential = electroneutral" in case.prm or case.neutral.electrode:
        solution, source = solve_neutral(case.neutral), "electroneutral, solve_bvp"
        right, left, potential, bound = solution.fluxes, solution.fluxes_left, solution.potential, max(case.bound, 1e-9)
    else:
        right, left, potential, bound = solve_poisson(case.neutral)
        source = "Poisson-Nernst-Planck, solve_bvp"
    rows = [("flux of " + ion, flux) for ion, flux in zip(case.species, right)]
    if case.neutral.production is not None:
        rows += [(f"flux of {ion} at left", flux) for ion, flux in zip(case.species, left)]
    given = case.problem.right.current
    current = F * sum(z * flux for z, flux in zip(case.problem.charges, right)) if given is None else given
    rows = [(q, v * case.width) for q, v in [*rows, ("current", current)]]
    if case.potential:
        rows.append(("potential", potential))
    return [{"case": case.name, "quantity": q, "value": f"{v:.13g}", "bound": f"{bound:.1e}", "source": source} for q, v in rows]


def pore_rows(case, binary):
    """The same of ionflux with the settings case.finer; the bound is the difference to case.finer[:1]."""
    results = []
    for settings in (case.finer, case.finer[:1] if len(case.finer) > 1 else ["Discretization/Degree=3"]):
        outcome = run_case(binary, case, settings, timeout=600)
        if outcome["exit code"] != 0:
            print(f"{case.name}: exit code {outcome['exit code']} with {settings}: no new reference")
            return []
        results.append(quantities(case, outcome)[FLUX])
    rows = []
    for quantity, value in results[0].items():
        bound = abs(results[1][quantity] - value) / max(abs(value), 1e-300)
        rows.append({"case": case.name, "quantity": quantity, "value": f"{value:.13g}", "bound": f"{bound:.1e}",
                     "source": "ionflux, " + ", ".join(case.finer)})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pores", type=pathlib.Path, help="ionflux")
    parser.add_argument("--only", default="", help="word in the name of the case")
    parser.add_argument("--new", action="store_true", help="only cases that have no rows yet")
    options = parser.parse_args()
    old = {}
    if FILE.exists():
        with FILE.open() as stream:
            for row in csv.DictReader(stream):
                old.setdefault(row["case"], []).append(row)
    rows = []
    for case in cases().values():
        known = options.new and case.name in old
        if options.only not in case.name or (case.problem is None) != bool(options.pores) or case.unknown or known:
            rows += [] if case.unknown else old.get(case.name, [])
        else:
            try:
                made = neutral_rows(case) if case.neutral else line_rows(case) if case.problem else pore_rows(case, options.pores)
            except RuntimeError as error:
                print(f"{case.name}: {error}")
                made = []
            rows += made or old.get(case.name, [])
            print(f"{case.name}: " + (f"bound {rows[-1]['bound']}" if rows[-1]["case"] == case.name else "none"), flush=True)
    with FILE.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
