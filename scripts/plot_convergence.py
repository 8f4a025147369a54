"""Picture of convergence.csv: errors over the mesh size or the time step, both logarithmic, with triangles of the foreseen slope."""

import os
import re

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D

from ionflux import read_csv
from plot_labels import species_label
from plot_tables import save

MARKERS = {1: "o", 2: "s", 3: "^", 4: "D"}
TITLES = {"L2": "L$^2$ norm", "H1": "H$^1$ seminorm", "goal": "fluxes and currents"}


def plot(folder, record):
    """Path of convergence.png, in a list; empty if there is no study in the folder."""
    path = os.path.join(folder, "convergence.csv")
    if not os.path.exists(path):
        return []
    return save(picture(read_csv(path), record), os.path.join(folder, "convergence.png"))


def picture(table, record):
    groups = measures(table)
    if not groups:
        return None
    degrees = sorted(set(table["degree"].astype(int)))
    study = record.get("convergence", {})
    x, label = mesh_size(table, record)
    figure, panels = plt.subplots(1, len(groups), figsize=(1.2 + 3.9 * len(groups), 4.6), squeeze=False,
                                  layout="constrained")
    for panel, (kind, columns) in zip(panels[0], groups.items()):
        panel.set_xscale("log")
        panel.set_yscale("log")
        for color, (name, column) in enumerate(columns.items()):
            for degree in degrees:
                rows = (table["degree"] == degree) & (table[column] > 0)
                panel.plot(x[rows], table[column][rows], color=f"C{color}", marker=MARKERS[degree], markersize=4.5,
                           linewidth=1.1)
            panel.plot([], [], color=f"C{color}", label=quantity_label(name))
        for degree in degrees:
            triangle(panel, table, x, columns.values(), degree, study.get("order", order(kind, degree)))
        panel.set_title(TITLES[kind])
        panel.set_xlabel(label)
        plain_ticks(panel.xaxis)
        panel.legend(loc="lower right" if len(columns) < 7 else "best")
    panels[0][0].set_ylabel("relative error")
    marks = [Line2D([], [], color="0.35", marker=MARKERS[d], markersize=4.5, linewidth=1.1) for d in degrees]
    figure.legend(marks, [f"degree {d}" for d in degrees], loc="upper center",
                  bbox_to_anchor=(0.5, 0.0), ncol=len(degrees))
    title = record.get("title", "") or "Convergence"
    figure.suptitle(title + ("" if study.get("complete", True) else " (incomplete: a level did not converge)"))
    return figure


def measures(table):
    """{"L2": {"c_K": column, ...}, "H1": ..., "goal": ...}: the relative errors, where there are any."""
    groups = {}
    for column in table:
        match = re.fullmatch(r"relative (?:(L2|H1) )?error of (.*)", column)
        if match and isinstance(table[column], np.ndarray) and np.any(table[column] > 0):
            groups.setdefault(match[1] or "goal", {})[match[2]] = column
    return groups


def order(kind, degree):
    return {"L2": degree + 1, "H1": degree, "goal": 2 * degree}[kind]


def mesh_size(table, record):
    """Abscissa and its label: the step in time, h of uniform meshes, else N^(-1/d)."""
    if "step [s]" in table:
        return table["step [s]"], "time step [s]"
    if record.get("convergence", {}).get("uniform", True):
        return table["h [m]"] * 1e9, "mesh size $h$ [nm]"
    d = record.get("mesh", {}).get("dimension", 2)
    return table["unknowns"] ** (-1.0 / d), f"(number of unknowns)$^{{-1/{d}}}$"


def plain_ticks(axis):
    """0.5, 1, 2, 5: few decades, and readers of 6 x 10^-1 are few as well."""
    axis.set_major_locator(plt.LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.set_major_formatter(plt.FuncFormatter(lambda value, _: f"{value:g}" if value >= 1e-3 else f"{value:.0e}"))
    axis.set_minor_formatter(plt.NullFormatter())


def quantity_label(name):
    if name == "phi":
        return "potential"
    kind, _, species = name.partition("_")
    if kind in ("c", "mu") and species:
        return f"${'c' if kind == 'c' else chr(92) + 'mu'}$ of {species_label(species)}"
    return re.sub(r"(?<= of )\S+(?= through )", lambda match: species_label(match[0]), name)


def triangle(panel, table, x, columns, degree, slope):
    """A triangle of this slope below the lowest line of the degree, between its two finest meshes."""
    rows = np.flatnonzero(table["degree"] == degree)
    values = np.array([np.where(table[c][rows] > 0, table[c][rows], np.inf) for c in columns])
    lowest = np.where(np.isfinite(values.min(axis=0)), values.min(axis=0), np.nan)
    good = lowest > 1e-11  # below, it is the solver's error (comparisons with nan are false)
    rows, lowest = rows[good], lowest[good]
    if len(rows) < 2:
        return
    fine, coarse = x[rows[-1]], x[rows[-2]]
    left, right = fine * (coarse / fine) ** 0.15, fine * (coarse / fine) ** 0.75
    bottom = lowest[-1] * (left / fine) ** slope / 2.2
    top = bottom * (right / left) ** slope
    panel.fill([left, right, right], [bottom, bottom, top], facecolor="0.9", edgecolor="0.35", linewidth=0.8, zorder=0)
    panel.text(right * (coarse / fine) ** 0.06, np.sqrt(bottom * top), f"{slope}", va="center", ha="left", fontsize=8,
               color="0.25")
