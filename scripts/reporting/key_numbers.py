"""The few numbers that a reader looks for first."""

import re

import numpy as np
from markupsafe import Markup

from plot_convergence import quantity_label
from plot_labels import NOISE, species_label, split
from plot_times import time_text

from .quantities import quantity, rich, with_error, with_mesh_error
from .studies import extrapolations
from .tables import Table, as_number, curves, observable_rows

FEW_IONS = 1e-3  # part of a current
SHOWN = 5e-4  # likewise: less is 0.0 %
# Beginnings of the names of observables that belong here.
KEY_OBSERVABLES = ("voltage", "conductance", "resistance", "transference", "permselectivity", "reversal", "nernst",
                   "ghk", "rectification", "membrane potential")


def key_numbers(result):
    """A table, or None. Nothing of a run without a solution."""
    if result.kind == "sweep":
        return curves(result, "curves.csv", "Curves of the sweep.")
    if not result.has_solution:
        return None
    if result.kind == "study":
        rows = limits(result)
    else:
        rows = goal(result) + currents(result) + of_the_array(result) + found_potentials(result) + from_observables(result)
    headers = [("quantity", False), ("value", True), ("where, remark", False)]
    when = f" at the end, t = {time_text(result.last_time)}" if result.is_transient else ""
    return Table(f"Key numbers{when}.", headers, rows) if rows else None


def limits(result):
    """What a study without exact solution found, of its highest degree."""
    found = extrapolations(result)
    best = max((e["degree"] for e in found), default=0)
    return [(rich(quantity_label(e["quantity"])), with_error(e["value"], e["uncertainty"], e["unit"]),
             Markup(f"extrapolated: {quantity(e['limit'], e['unit'], 7)}; degree {best}, finest mesh"))
            for e in found if e["degree"] == best]


def goal(result):
    record = result.record.get("goal", {})
    value = next((k for k in record if k.startswith("value [")), None)
    error = next((k for k in record if k.startswith("estimated error [")), None)
    if value is None or not isinstance(record[value], (int, float)):
        return []
    remark = ""
    if error:
        remark = Markup(f"\N{PLUS-MINUS SIGN} {quantity(as_number(record[error]), split(error)[1], 2)}, estimated")
    return [(rich(f"goal: {record.get('name', '')}"), quantity(record[value], split(value)[1], 6), remark)]


def currents(result):
    """Current through each boundary that carries any, and who carries it."""
    table = result.final("fluxes.csv")
    if not table or not isinstance(table.get("species"), list):
        return []
    column = next((c for c in table if c.startswith("total current" if result.is_transient else "current")), None)
    flux = next((c for c in table if c.startswith("flux")), None)
    if column is None:
        return []
    values, unit = table[column], split(column)[1]
    carried = table[next(c for c in table if split(c)[0] == "current")]  # by ions, which a displacement is not
    errors = mesh_errors_of(table, "current", len(values))
    largest = np.nanmax(np.abs(values), initial=0)
    rows = []
    for i, name in enumerate(table["species"]):
        if name != "all" or not abs(values[i]) > NOISE * largest:
            continue
        parts = [(species_label(table["species"][j]), carried[j] / values[i]) for j in range(len(values))
                 if table["boundary"][j] == table["boundary"][i] and table["species"][j] != "all"]
        if result.is_transient and sum(abs(share) for _, share in parts) < FEW_IONS:
            shares = "displacement alone: no ion crosses"
        else:
            parts = [(label, share) for label, share in parts if abs(share) > SHOWN] or parts
            shares = Markup(", ").join(rich(f"{label} carries {percent(share)}") for label, share in parts)
        value = with_mesh_error(values[i], errors[i], unit, whose(result))
        what = "total current" if result.is_transient else "current"
        rows.append((rich(f"{what} through {table['boundary'][i]}"), value, shares))
    if not rows and flux:
        errors = mesh_errors_of(table, "flux", len(values))
        sizes = np.where(np.isfinite(table[flux]), np.abs(table[flux]), 0)
        rows = [(rich(f"flux of {species_label(table['species'][i])} through {table['boundary'][i]}"),
                 with_mesh_error(table[flux][i], errors[i], split(flux)[1], whose(result)), "")
                for i in range(len(sizes)) if sizes[i] > NOISE * sizes.max(initial=0)]
    return rows


def of_the_array(result):
    """Current density of a membrane with an array of pores: the current of one pore over the area of its cell."""
    p, table = result.parameters, result.final("fluxes.csv")
    entry = p.entries.get(("Geometry", "pore array", "Period"))
    if p.get("Geometry", "Type") != "pore array" or entry is None or not table:
        return []
    widths = [float(x) for x in re.findall(r"([-+0-9.eE]+) m\b", entry.si)]
    column = next((c for c in table if split(c)[0] == "current"), None)
    if not widths or column is None:
        return []
    area = widths[0] * (widths[-1] if split(column)[1] == "A" else 1.0)  # in the plane a current is that of a metre
    rows = [i for i, name in enumerate(table["species"]) if name == "all" and np.isfinite(table[column][i])]
    largest = max(rows, key=lambda i: table[column][i], default=None)  # out of the domain
    if largest is None or not table[column][largest] > 0:
        return []
    value, error = table[column][largest] / area, mesh_errors_of(table, "current", len(table[column]))[largest] / area
    cell = f"one pore in {area * 1e18:.4g} nm$^2$" if split(column)[1] == "A" else f"one slit in {area * 1e9:.4g} nm"
    return [("current density of the membrane", with_mesh_error(value, error, "A/m^2"),
             rich(f"{cell}, out through {table['boundary'][largest]}"))]


def found_potentials(result):
    """Potentials that were unknown: of electrodes with a given current, of floating conductors."""
    table = result.final("unknown_potentials.csv")
    column = next((c for c in table or {} if split(c) == ("potential", "V")), None)
    if column is None or not isinstance(table.get("boundary"), list):
        return []
    errors = mesh_errors_of(table, "", len(table[column]))
    return [(rich(f"potential of {name}"), with_mesh_error(value, error, "V", whose(result)), "found with the solution")
            for name, value, error in zip(table["boundary"], table[column], errors)]


def whose(result):
    """Of what the errors of mesh_errors_of() are."""
    if not result.is_transient:
        return "mesh"
    table = result.final("fluxes.csv") or {}
    known = any(c.startswith("mesh error") and not isinstance(table[c], list) and np.isfinite(table[c]).any() for c in table)
    return "steps and mesh" if known else "steps"


def mesh_errors_of(table, what, n):
    """Errors of the mesh of a quantity, in time together with those of the steps; NaN where there are none."""
    names = [kind + (" error of " + what if what else " error") for kind in ("mesh", "time")]
    columns = [table[c] for c in table if split(c)[0] in names and not isinstance(table[c], list)]
    known = [np.abs(c) for c in columns if np.isfinite(c).any()]
    return sum(known) if known else np.full(n, np.nan)


def percent(share):
    return f"{100 * share:.1f} %".replace("-", "\N{MINUS SIGN}") if abs(share) < 100 else "much more than all"


def from_observables(result):
    table = result.final("observables.csv")
    if not table or "value" not in table or isinstance(table["value"], list):
        return []
    rows = []
    for row in observable_rows(table):
        if not row["observable"].lower().startswith(KEY_OBSERVABLES) or not np.isfinite(row["value"]):
            continue
        if row["observable"].startswith("transference") and row["species"] != "cations":
            continue  # the shares in the current say so
        name = rich(row["observable"] + (f" of {species_label(row['species'])}" if row["species"] else ""))
        if result.is_transient and row["value"] == 0:
            continue
        unit = "" if row["unit"] == "1" else row["unit"]
        rows.append((name, with_mesh_error(row["value"], row["error"], unit), rich(row["place"])))
    return rows[:14]
