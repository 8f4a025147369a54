"""Tables of the report. A table has one unit a column, in its header, and numbers to the right."""

import re

import numpy as np
from markupsafe import Markup

from plot_labels import NOISE, errors_of, is_zero, prefixed, species_label, split
from plot_times import time_text

from .quantities import column, count, entered, number, rich, unit_html
from .species import without_charge

NOTE_ZERO = "0: below its own error, or below 10⁻⁹ of the largest value in the column: the rest of a cancellation."


class Table:
    """Headers [(text, is a number)], rows of cells, note; classes of rows by their index."""

    def __init__(self, caption, headers, rows, note="", marks=None):
        self.caption, self.headers, self.rows, self.note = caption, headers, rows, note
        self.marks = marks or {}


def header(name, unit=""):
    return Markup(f'{rich(name)} <span class="unit">[{unit}]</span>') if unit else rich(name)


def from_columns(caption, table, columns, note="", digits=4, given=()):
    """Table of these columns of a CSV table; `given`: those with values that somebody typed, shown as they are."""
    headers, cells = [], []
    for name in columns:
        values = table[name]
        if isinstance(values, list):
            headers.append((header(name), False))
            cells.append([rich(species_label(v)) if name == "species" else rich(v.replace("_", " ")) for v in values])
            continue
        quantity_name, unit = split(name)
        if name in given:
            values, unit = prefixed(values, unit)
            headers.append((header(quantity_name, unit_html(unit)), True))
            cells.append([plain(v) for v in values])
            continue
        if not unit and np.all(np.mod(values[np.isfinite(values)], 1) == 0):
            texts, unit = [count(v) if np.isfinite(v) else "" for v in values], ""
        else:
            is_error = "error" in quantity_name
            of = next((c for c in columns if is_error and split(c) == (quantity_name.partition(" of ")[2], unit)), None)
            texts, unit = column(values, unit, digits, 0.0 if is_error else errors_of(table, name),
                                 0.0 if quantity_name.startswith("concentration") else NOISE,
                                 np.asarray(table[of]) if of else None)
        headers.append((header(with_species(quantity_name), unit), True))
        cells.append(texts)
    return Table(caption, headers, list(zip(*cells)), note)


def with_species(quantity):
    """"current of K" with a raised plus"""
    start, of, names = quantity.rpartition(" of ")
    parts = re.split(r"( and | by )", names)  # of pairs of species
    return f"{start}{of}{''.join(p if i % 2 else species_label(p) for i, p in enumerate(parts))}" if of else quantity


def plain(value):
    """A number that somebody typed: 10, 0.1, 1e-5."""
    return entered(f"{value:.6g}") if np.isfinite(value) else ""


def axes_of(table, ends):
    """The swept columns of a table: those between 'point' and the first of `ends`."""
    names = [name for name in table if name != "point"]
    return names[:next((i for i, name in enumerate(names) if name.startswith(ends)), len(names))]


def fluxes(result):
    table = result.final("fluxes.csv")
    if not table or "boundary" not in table or "species" not in table:
        return None
    swept = axes_of(table, ("boundary",))
    if result.kind == "sweep" or len(table["boundary"]) > 60:
        return None  # the curves show them, the file has them
    shown = [c for c in table if c.startswith(("flux", "current", "displacement current", "total current", "passed")) or
             c.startswith(("mesh error", "time error")) and not isinstance(table[c], list) and np.isfinite(table[c]).any()]
    if not np.nan_to_num(np.concatenate([table[c] for c in shown if "current" in c] or [[0.0]])).any():
        shown = [c for c in shown if "current" not in c]  # of species without charge
    columns = [*swept, "boundary", "species", *shown]
    if not any("current" in c for c in shown):
        known = [i for i, name in enumerate(table["species"]) if name != "all"]
        table = {c: [v[i] for i in known] if isinstance(v, list) else v[known] for c, v in table.items()}
    when = f" at the end, t = {time_text(result.last_time)}; passed: since the start" if result.is_transient else ""
    return from_columns(f"Fluxes and currents through the boundaries{when} (conservative: from the discrete residual).",
                        table, columns, NOTE_ZERO)


def unknown_potentials(result):
    """Potentials that the solution found: of a floating conductor, at a given current."""
    table = result.final("unknown_potentials.csv")
    if not table or result.kind == "sweep":
        return None
    known = [c for c in table if isinstance(table[c], list) or np.isfinite(table[c]).any()
             and not c.startswith(("algebraic error", "missed by"))]
    return from_columns("Potentials that were found with the solution.", table, known)


def observables(result):
    """Everything in observables.csv of a single run, one unit a row; of a run in time that at the end."""
    table = result.final("observables.csv")
    if not table or result.kind == "sweep" or "value" not in table or isinstance(table["value"], list):
        return None
    boundaries = (result.table("fluxes.csv") or {}).get("boundary", [])
    found = [row for row in observable_rows(table)  # without what stands in the table of the fluxes
             if not (row["observable"] in ("flux", "current") and row["place"] in boundaries)
             # between two boundaries it is the same again, positive into the first
             and not (row["observable"] == "current" and boundaries and " - " in row["place"])
             and not (row["value"] == 0 and row["observable"] in ("charge", "surface charge", "voltage")
                      and without_charge(result))]
    largest = {}
    for row in found:
        key = row["observable"], row["unit"]
        largest[key] = max(largest.get(key, 0), abs(row["value"]) if np.isfinite(row["value"]) else 0)
    for row in found:
        if is_zero(row["value"], largest[row["observable"], row["unit"]], row["all errors"]):
            row["value"] = 0.0
    rows = [(rich(row["observable"]), rich(row["place"]), rich(species_label(row["species"])), *value_and_unit(row))
            for row in found]
    when = f" at the end, t = {time_text(result.last_time)}" if result.is_transient else ""
    return Table(f"Observables{when}.", [("observable", False), ("place", False), ("species", False), ("value", True),
                                  ("unit", False)], rows)


def observable_rows(table):
    """[{"observable": ..., "place": ..., "species": ..., "value": ..., "unit": ..., "error": of the mesh, or
    NaN, "all errors": with the algebraic one}]; absent columns are empty."""
    n = len(table["value"])
    texts = {c: table[c] if isinstance(table.get(c), list) else [""] * n
             for c in ("observable", "place", "species", "unit")}
    errors = table.get("mesh error", [])
    errors = [np.nan] * n if isinstance(errors, list) else errors
    both = errors_of(table, "value")
    return [{**{c: texts[c][i] for c in texts}, "value": float(table["value"][i]), "error": float(errors[i]),
             "all errors": float(both[i])}
            for i in range(n)]


def value_and_unit(row):
    scaled, unit = prefixed([row["value"]], "" if row["unit"] == "1" else row["unit"])
    return number(scaled[0]), unit_html(unit)


def audits(result):
    if not result.audits:
        return None
    rows = [(rich(with_species(a.get("name", ""))), number(as_number(a.get("value")), 3),
             number(as_number(a.get("limit")), 2), unit_html(a.get("unit", "")),
             "passed" if a.get("passed") else "FAILED") for a in result.audits]
    failed = {i: "failed" for i, a in enumerate(result.audits) if not a.get("passed")}
    return Table("Audits: what must hold for any solution, measured on this one.",
                 [("audit", False), ("value", True), ("limit", True), ("unit", False), ("verdict", False)], rows,
                 "Balances are relative to the largest flux; least concentrations must not be below their limit. "
                 "Audits test conservation, not the mesh.", failed)


def as_number(value):
    return float(value) if isinstance(value, (int, float)) else np.nan


def iv(result):
    """Voltages and currents of a sweep, the numbers behind the curves; None if there are none, or too many."""
    table = result.table("iv.csv")
    if not table or "voltage [V]" not in table or len(table["voltage [V]"]) > 200 or result.blocked:
        return None
    known = [c for c in table if isinstance(table[c], list) or np.isfinite(table[c]).any()]
    known = [c for c in known if not c.startswith("algebraic error")]
    return from_columns("Current over the voltage.", table, known, NOTE_ZERO,
                        given=[*axes_of(table, ("voltage",)), "voltage [V]"])


def points(result):
    table = result.table("points.csv")
    if not table:
        return None
    made = from_columns("Points of the sweep.", table, list(table), given=axes_of(table, ("status",)))
    if isinstance(table.get("status"), list):
        made.marks = {i: "failed" for i, status in enumerate(table["status"]) if status not in GOOD_STATUS}
    return made


GOOD_STATUS = ("done", "converged")


def curves(result, name, caption):
    table = result.table(name)
    if not table or result.blocked:
        return None
    known = [c for c in table if not c.startswith("algebraic error")
             and (isinstance(table[c], list) or np.isfinite(table[c]).any())]
    return from_columns(caption, table, known, given=axes_of(table, ("points",)))
