"""Tables of the report. A table has one unit a column, in its header, and numbers to the right."""

import numpy as np
from markupsafe import Markup

import plot_convergence
from plot_labels import errors_of, is_zero, prefixed, species_label, split

from .quantities import column, count, entered, number, quantity, rich, unit_html, with_error

NOTE_ZERO = "0: below its own error, or below 10⁻⁹ of the largest value in the column: the rest of a cancellation."


class Table:
    """Headers [(text, is a number)], rows of cells, note; classes of rows by their index."""

    def __init__(self, caption, headers, rows, note="", marks=None):
        self.caption, self.headers, self.rows, self.note = caption, headers, rows, note
        self.marks = marks or {}


def header(name, unit=""):
    return Markup(f"{rich(name)} [{unit}]") if unit else rich(name)


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
            texts, unit = column(values, unit, digits, 0.0 if "error" in quantity_name else errors_of(table, name))
        headers.append((header(quantity_name, unit), True))
        cells.append(texts)
    return Table(caption, headers, list(zip(*cells)), note)


def plain(value):
    """A number that somebody typed: 10, 0.1, 1e-5."""
    return entered(f"{value:.6g}") if np.isfinite(value) else ""


def axes_of(table, ends):
    """The swept columns of a table: those between 'point' and the first of `ends`."""
    names = [name for name in table if name != "point"]
    return names[:next((i for i, name in enumerate(names) if name.startswith(ends)), len(names))]


def fluxes(result):
    table = result.table("fluxes.csv")
    if not table or "boundary" not in table or "species" not in table:
        return None
    swept = axes_of(table, ("boundary",))
    if result.kind == "sweep" or len(table["boundary"]) > 60:
        return None  # the curves show them, the file has them
    shown = [c for c in table if c.startswith(("flux", "current")) or
             c.startswith("mesh error") and not isinstance(table[c], list) and np.isfinite(table[c]).any()]
    columns = [*swept, "boundary", "species", *shown]
    return from_columns("Fluxes and currents through the boundaries, positive out of the domain "
                        "(conservative: from the discrete residual).", table, columns, NOTE_ZERO)


def unknown_potentials(result):
    """Potentials that the solution found: of a floating conductor, at a given current."""
    table = result.table("unknown_potentials.csv")
    if not table or result.kind == "sweep":
        return None
    known = [c for c in table if isinstance(table[c], list) or np.isfinite(table[c]).any()]
    return from_columns("Potentials that were found with the solution.", table, known)


def observables(result):
    """Everything in observables.csv of a single run, one unit a row."""
    table = result.table("observables.csv")
    if not table or result.kind == "sweep" or "value" not in table or isinstance(table["value"], list):
        return None
    boundaries = (result.table("fluxes.csv") or {}).get("boundary", [])
    found = [row for row in observable_rows(table)  # without what stands in the table of the fluxes
             if not (row["observable"] in ("flux", "current") and row["place"] in boundaries)]
    largest = {}
    for row in found:
        key = row["observable"], row["unit"]
        largest[key] = max(largest.get(key, 0), abs(row["value"]) if np.isfinite(row["value"]) else 0)
    for row in found:
        if is_zero(row["value"], largest[row["observable"], row["unit"]], row["all errors"]):
            row["value"] = 0.0
    rows = [(rich(row["observable"]), rich(row["place"]), rich(species_label(row["species"])), *value_and_unit(row))
            for row in found]
    return Table("Observables.", [("observable", False), ("place", False), ("species", False), ("value", True),
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
    rows = [(rich(a.get("name", "")), number(as_number(a.get("value")), 3), number(as_number(a.get("limit")), 2),
             unit_html(a.get("unit", "")), "passed" if a.get("passed") else "FAILED") for a in result.audits]
    failed = {i: "failed" for i, a in enumerate(result.audits) if not a.get("passed")}
    return Table("Audits: what must hold for any solution, measured on this one.",
                 [("audit", False), ("value", True), ("limit", True), ("unit", False), ("verdict", False)], rows,
                 "Balances are relative to the largest flux; least concentrations must not be below their limit. "
                 "Audits test conservation, not the mesh.", failed)


def as_number(value):
    return float(value) if isinstance(value, (int, float)) else np.nan


def species(result):
    rows = []
    for name in result.species:
        entries = result.parameters.of("Electrolyte", "Species", name)
        if "Charge number" not in entries or "Diffusivity" not in entries:
            continue
        charge = entries["Charge number"].number
        rows.append((name, f"{charge:+g}".replace("-", "\N{MINUS SIGN}") if charge else "0",
                     entries["Diffusivity"].number))
    if not rows:
        return None
    cells = [(rich(species_label(name)), charge, number(d * 1e9)) for name, charge, d in rows]
    return Table("Species.", [("species", False), ("charge number", True),
                              (Markup("diffusivity [10<sup>\N{MINUS SIGN}9</sup> m<sup>2</sup>/s]"), True)], cells)


# Entries without a value in the file that a reader of the table must know.
DEFAULTS_THAT_MATTER = ("Relative permittivity",)
SWEPT, REPLACED = "\N{DAGGER}", "\N{DOUBLE DAGGER}"


def swept_entries(result):
    """Paths of the parameters that a sweep gives values to."""
    p = result.parameters
    named = (p.get("Sweep", name, "Parameter") for name in p.sections("Sweep"))
    return {tuple(part.strip() for part in text.split("/")) for text in named if text}


def conditions(result, section, caption, first):
    """What was solved with in each subsection of a section: entries as entered, swept and replaced ones marked,
    defaults where they matter."""
    rows, swept, found = [], swept_entries(result), set()
    for name in result.parameters.sections(section):
        given = []
        for key, entry in result.parameters.of(section, name).items():
            if (section, name, key) in swept:
                mark, text = SWEPT, Markup(f"{rich(key)}: swept{SWEPT}")
            elif entry.is_set:
                mark = REPLACED if entry.origin.startswith("--set") else ""
                text = Markup(f"{rich(species_in(key))}: {entered(entry.value)}{mark}")
            elif key in DEFAULTS_THAT_MATTER and entry.value:
                mark, text = "", Markup(f"{rich(key)}: {entered(entry.value)} (default)")
            else:
                continue
            found.add(mark)
            given.append(text)
        rows.append((rich(name), Markup("; ").join(given) if given else "\N{EM DASH}"))
    notes = [f"{SWEPT} takes the values of the sweep."] * (SWEPT in found) + \
        [f"{REPLACED} replaced on the command line (--set)."] * (REPLACED in found)
    return Table(caption, [(first, False), ("given", False)], rows, " ".join(notes)) if rows else None


def species_in(key):
    """'Concentration of K+' with a raised plus."""
    start, of, name = key.rpartition(" of ")
    return f"{start}{of}{species_label(name)}" if of else key


def iv(result):
    """Voltages and currents of a sweep, the numbers behind the curves; None if there are none, or too many."""
    table = result.table("iv.csv")
    if not table or "voltage [V]" not in table or len(table["voltage [V]"]) > 200:
        return None
    known = [c for c in table if isinstance(table[c], list) or np.isfinite(table[c]).any()]
    known = [c for c in known if not c.startswith("algebraic error")]
    return from_columns("Current over the voltage.", table, known, NOTE_ZERO,
                        given=[*axes_of(table, ("voltage",)), "voltage [V]"])


def study(result):
    """One table a norm: relative errors and observed orders on each mesh."""
    table = result.table("convergence.csv")
    made = []
    for kind, columns in (plot_convergence.measures(table) if table else {}).items():
        title = plot_convergence.TITLES[kind]
        made.append(study_of(table, columns, f"{title[0].upper()}{title[1:]}: relative errors, and the orders observed "
                             "from mesh to mesh."))
    return made


def study_of(table, columns, caption):
    base = [c for c in ("degree", "unknowns", "h [m]") if c in table]
    made = from_columns(caption, table, base, digits=3)
    rows = [list(row) for row in made.rows]
    for name, error in columns.items():
        made.headers.append((rich(plot_convergence.quantity_label(name)), True))
        order = table.get("order of " + error[len("relative "):], table.get("order of " + name))
        for i, row in enumerate(rows):
            row.append(number(table[error][i], 2))
        if isinstance(order, np.ndarray):
            made.headers.append(("order", True))
            for i, row in enumerate(rows):
                row.append(f"{order[i]:.2f}" if np.isfinite(order[i]) else "")
    made.rows = rows
    return made


def extrapolations(result):
    """[{quantity, degree, value, uncertainty, limit, order}]: Richardson's, from the last three meshes of each degree;
    empty if the study has none."""
    table = result.table("convergence.csv") or {}
    found = []
    for column_name in table:
        name, unit = split(column_name)
        limit, spread = f"extrapolated {column_name}", f"uncertainty of {column_name}"
        if limit not in table or spread not in table or not isinstance(table[limit], np.ndarray):
            continue
        for degree in sorted(set(table["degree"])):
            rows = [i for i in np.flatnonzero(table["degree"] == degree) if np.isfinite(table[limit][i])]
            if not rows:
                continue
            order = table.get(f"order of {name}")
            found.append({"quantity": name, "unit": unit, "degree": int(degree), "value": table[column_name][rows[-1]],
                          "uncertainty": table[spread][rows[-1]], "limit": table[limit][rows[-1]],
                          "order": order[rows[-1]] if isinstance(order, np.ndarray) else np.nan})
    return found


def extrapolated(result):
    """Value, uncertainty and limit of each quantity of a study, or None."""
    rows = [(rich(e["quantity"]), count(e["degree"]), with_error(e["value"], e["uncertainty"], e["unit"]),
             with_error(e["limit"], e["uncertainty"], e["unit"]).split(" \N{PLUS-MINUS SIGN}")[0],
             f"{e['order']:.2f}" if np.isfinite(e["order"]) else "\N{EM DASH}") for e in extrapolations(result)]
    headers = [("quantity", False), ("degree", True), ("finest mesh, with its uncertainty", True),
               ("extrapolated, same unit", True), ("observed order", True)]
    return Table("Richardson's extrapolation from the last three meshes.", headers, rows,
                 "The uncertainty is that of the finest mesh: grid convergence index of Roache, factor 1.25; three times "
                 "the largest difference where the values are not monotone.") if rows else None


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
    return from_columns(caption, table, list(table), given=axes_of(table, ("points",))) if table else None


def machine(result):
    """What computed it, and how long it took."""
    record, rows = result.record, []
    git = record.get("git", "")
    rows.append(("program", f"{record.get('program', 'ionflux')} {record.get('version', '')}"
                 + (f", commit {git}" if git else "")))
    rows.append(("machine", f"{record.get('host', '?')}, {record.get('ranks', '?')} MPI rank(s)"))
    rows.append(("started, ended (UTC)", f"{clock(record.get('start'))}, {clock(record.get('end'))}"))
    if "total" in record.get("time [s]", {}):
        rows.append(("wall time", quantity_text(record["time [s]"]["total"], "s")))
    for name, seconds in record.get("seconds", {}).items():
        if isinstance(seconds, (int, float)):
            rows.append((f"of which {name}", quantity_text(seconds, "s")))
    memory = record.get("peak memory [MiB]", {})
    if "all ranks" in memory:
        rows.append(("peak memory, all ranks", f"{memory['all ranks']:.0f} MiB"))
    rows += [(name, text) for name, text in record.get("libraries", {}).items()]
    return Table("Program, machine, time, memory, libraries.", [("", False), ("", False)], rows)


def clock(text):
    return str(text or "?").replace("T", " ").rstrip("Z")


def quantity_text(value, unit):
    return quantity(value, unit, 3) if isinstance(value, (int, float)) else "?"
