"""Tables of a run in time: how it was stepped, and currents at the output times."""

import numpy as np

from plot_labels import prefixed
from plot_times import TIME

from .currents import PARTS, Currents
from .given import potentials
from .panels import size
from .quantities import column, entered, number, quantity, rich, unit_html
from .tables import Table, from_columns, header, with_species

SHOWN = ("Start", "End time", "Scheme", "Error tolerance", "First step", "Smallest step", "Largest step", "Fixed step",
         "Output times", "Output interval", "Break times")
MOST_ROWS = 40


def settings(result):
    """What the section Time says, with the defaults that matter."""
    found = result.parameters.of("Time")
    rows = [(rich(with_species(name)), entered(entry.value) + ("" if entry.is_set else " (default)"))
            for name in (*SHOWN, *(n for n in found if n not in SHOWN)) if (entry := found.get(name)) and entry.value
            and (entry.is_set or name in ("Start", "Scheme", "Error tolerance"))]
    return Table("Time.", [("setting", False), ("given", False)], rows) if rows else None


def meshes(result):
    """How the mesh followed the solution, a row a change; None where it did not."""
    table = result.table("meshes.csv")
    if not table or TIME not in table or len(table[TIME]) > 2 * MOST_ROWS:
        return None
    return from_columns("Meshes that followed the solution; the error is that of the fluxes on the mesh before.", table,
                        list(table))


def currents(result):
    """Currents through each electrode at the output times, and the potentials where they change."""
    found, table = Currents(result), result.table("observables.csv")
    if not found.names or not table or TIME not in table:
        return None
    wanted = np.unique(table[TIME])
    rows = [i for i, t in enumerate(found.times) if np.abs(wanted - t).min() <= 1e-9 * t]
    if not rows or len(rows) > MOST_ROWS:
        return None
    given = {name: v for name, v in potentials(result, found.times).items() if np.ptp(v) > 0}
    headers, columns = [(header("time"), True)], [[quantity(found.times[i], "s") for i in rows]]
    for name, values in given.items():
        cells, unit = column(values[rows], "V")
        headers.append((header(f"potential, {name}", unit), True))
        columns.append(cells)
    (scaled,), unit = prefixed([found.largest], found.unit)
    factor = scaled / found.largest
    floor = result.little * found.largest
    for name in found.names:
        parts = {what: values for what, values in found.parts[name].items() if size(values) > floor}
        if "current" not in parts or "displacement current" not in parts:
            parts = dict(list(parts.items())[-1:])  # of two alike the total
        for what, values in parts.items():
            word = PARTS[what][0]
            headers.append((header(f"{word}, {name}", unit_html(unit)), True))
            columns.append([number(v * factor if abs(v) > floor else 0.0 * v) for v in values[rows]])
    return Table(f"Currents at the output times, positive {result.sign_words}.", headers, list(zip(*columns)),
                 f"0: below the error of the steps, {result.little:.0e} of the largest.")

