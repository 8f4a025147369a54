"""Tables of a convergence study: errors and orders, and Richardson's extrapolation."""

import numpy as np

import plot_convergence
from plot_labels import split

from .quantities import count, number, rich, with_error
from .tables import Table, from_columns


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
    base = [c for c in ("degree", "unknowns", "h [m]", "step [s]") if c in table]
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
    rows = [(rich(plot_convergence.quantity_label(e["quantity"])), count(e["degree"]),
             with_error(e["value"], e["uncertainty"], e["unit"]),
             with_error(e["limit"], e["uncertainty"], e["unit"]).split(" \N{PLUS-MINUS SIGN}")[0],
             f"{e['order']:.2f}" if np.isfinite(e["order"]) else "\N{EM DASH}") for e in extrapolations(result)]
    headers = [("quantity", False), ("degree", True), ("finest mesh, with its uncertainty", True),
               ("extrapolated, same unit", True), ("observed order", True)]
    return Table("Richardson's extrapolation from the last three meshes.", headers, rows,
                 "The uncertainty is that of the finest mesh: grid convergence index of Roache, factor 1.25; "
                 "three times the largest difference where the values are not monotone.") if rows else None
