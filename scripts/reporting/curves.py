"""Curves of a sweep: current, conductance and rectification over the voltage; observables over what is swept."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import prefixed, species_label, split, unit_label

from .quantities import MINUS

FAILED = "#b00020"
MARKERS = "osD^vP*X"
AFTER_AXES = ("point", "status", "attempts", "Newton steps", "Krylov iterations", "seconds")


def axes_of(table, ends):
    """The swept columns: those between 'point' and the first of `ends`."""
    names = [name for name in table if name != "point"]
    return names[:next((i for i, name in enumerate(names) if name.startswith(ends)), len(names))]


def text(value):
    return value if isinstance(value, str) else f"{value:.4g}".replace("-", MINUS)


def groups(table, columns):
    """{label: rows}: rows with the same values in these columns."""
    found = {}
    for i in range(len(next(iter(table.values())))):
        label = ", ".join(f"{split(c)[0]} {text(table[c][i])} {unit_label(split(c)[1])}".strip() for c in columns)
        found.setdefault(label, []).append(i)
    return {label: np.array(rows) for label, rows in found.items()}


def iv_pictures(result, album):
    table = result.table("iv.csv")
    if not table or "voltage [V]" not in table:
        return []
    curves = groups(table, axes_of(table, ("voltage",)))
    current = next((c for c in table if c.startswith("current [")), None)
    if current is None:
        return []
    n_failed = int(np.isnan(table[current]).sum())
    failed = f" Crosses: {n_failed} failed point{'s' if n_failed > 1 else ''}, without a current." if n_failed else ""
    figures = album.curve(over_voltage(table, curves, [current], zero=True), "iv",
                          "Current over the voltage." + failed, "I-V curve" + alt_range(table, current), wide=True)
    by_species = [c for c in table if c.startswith("current of ")]
    if len(curves) == 1 and len(by_species) > 1:
        figures += album.curve(over_voltage(table, {"": next(iter(curves.values()))}, by_species, zero=True),
                               "iv_species", "Current carried by each species.",
                               "Current of each species over the voltage")
    conductance = [c for c in table if c.split(" conductance")[0] in ("chord", "slope") and finite(table, c)]
    if conductance:
        figures += album.curve(over_voltage(table, curves, conductance), "conductance",
                               "Conductance: chord I/V and slope dI/dV.", "Conductance over the voltage")
    ratio = next((c for c in table if c.startswith("rectification") and finite(table, c)), None)
    if ratio:
        positive = {**table, ratio: np.where(table["voltage [V]"] > 0, table[ratio], np.nan)}
        figures += album.curve(over_voltage(positive, curves, [ratio], level=1.0, side=1), "rectification",
                               "Rectification ratio |I(V) / I(\N{MINUS SIGN}V)|; 1: the pore does not rectify.",
                               "Rectification ratio over the voltage")
    return figures


def finite(table, name):
    return isinstance(table[name], np.ndarray) and np.isfinite(table[name]).any()


def alt_range(table, column):
    values, unit = prefixed(table[column], split(column)[1])
    values = values[np.isfinite(values)]
    return f", from {values.min():.4g} to {values.max():.4g} {unit}" if len(values) else ""


def over_voltage(table, curves, columns, zero=False, level=None, side=0):
    """Columns with one unit over the voltage, a colour a curve, a line style a column."""
    scale = np.nanmax(np.abs(table["voltage [V]"]))
    power, unit = (1e3, "mV") if scale < 1.5 else (1.0, "V")
    voltage = table["voltage [V]"] * power
    together, shown = prefixed(np.concatenate([table[c] for c in columns]), split(columns[0])[1])
    n = len(voltage)
    values = {c: together[i * n:(i + 1) * n] for i, c in enumerate(columns)}
    figure, panel = plt.subplots(figsize=(5.6, 3.9), layout="constrained")
    several = len(curves) > 1
    for i, (label, rows) in enumerate(curves.items()):
        rows = rows[np.argsort(voltage[rows])]
        for j, name in enumerate(columns):
            style = ("-", "--", ":", "-.")[j % 4]
            color = f"C{i if several else j}"
            words = [label] * several + [column_words(name)] * (len(columns) > 1)
            panel.plot(voltage[rows], values[name][rows], style, color=color, marker=MARKERS[i % 8], markersize=3.5,
                       label=", ".join(words))
        lost = rows[np.isnan(values[columns[0]][rows]) & (side * voltage[rows] >= 0) & (level is None)]
        panel.plot(voltage[lost], np.full(len(lost), 0.02), "x", color=FAILED, markersize=7, clip_on=False,
                   transform=panel.get_xaxis_transform(), label="" if i else "failed" if len(lost) else "")
    if zero:
        panel.axhline(0, color="0.6", linewidth=0.7, zorder=0)
        panel.axvline(0, color="0.6", linewidth=0.7, zorder=0)
    if level is not None:
        panel.axhline(level, color="0.6", linewidth=0.7, zorder=0)
    panel.set_xlabel(f"voltage [{unit}]")
    name = split(columns[0])[0]
    name = name.split(" of ")[0] if len(columns) > 1 and " of " in name else name
    name = "conductance" if "conductance" in name else "rectification ratio" if name == "rectification" else name
    panel.set_ylabel(f"{name} [{unit_label(shown)}]" if shown else name)
    if panel.get_legend_handles_labels()[1]:
        panel.legend(fontsize=8)
    return figure


def column_words(name):
    quantity = split(name)[0]
    if " of " in quantity:
        return species_label(quantity.split(" of ", 1)[1])
    return quantity.replace(" conductance", "")


def observable_pictures(result, album, limit=12):
    """Each observable of a sweep over the quantity that varies fastest; the others make several curves."""
    table = result.table("observables.csv")
    if not table or not isinstance(table.get("observable"), list) or "value" not in table:
        return []
    axes = [a for a in axes_of(table, ("observable",)) if len(set(map(str, table[a]))) > 1]
    numeric = [a for a in axes if isinstance(table[a], np.ndarray)]
    if not numeric or not isinstance(table["value"], np.ndarray):
        return []
    x = next((a for a in numeric if a.startswith("voltage")), numeric[-1])
    others = [a for a in axes if a != x]
    kinds = list(dict.fromkeys(zip(*(column_of_texts(table, c) for c in ("observable", "place", "species", "unit")))))
    kinds = [kind for kind in kinds if kind[0]][:limit]
    figures = []
    for number, kind in enumerate(kinds):
        rows = [i for i, key in enumerate(zip(*(column_of_texts(table, c) for c in ("observable", "place", "species",
                                                                                 "unit")))) if key == kind]
        part = {c: [table[c][i] for i in rows] if isinstance(table[c], list) else table[c][rows] for c in table}
        if not np.isfinite(part["value"]).any():
            continue
        words = " ".join(filter(None, [kind[0], f"of {species_label(kind[2])}" if kind[2] else "",
                                       f"({kind[1]})" if kind[1] else ""]))
        figures += album.curve(over_swept(part, x, others, kind[3]), f"observable_{number + 1}",
                               f"{words[0].upper()}{words[1:]} over {split(x)[0]}.", f"{words} over {split(x)[0]}")
    return figures


def column_of_texts(table, name):
    return table[name] if isinstance(table.get(name), list) else [""] * len(table["value"])


def over_swept(part, x, others, unit):
    values, unit = prefixed(part["value"], "" if unit == "1" else unit)
    places, x_unit = prefixed(part[x], split(x)[1])
    figure, panel = plt.subplots(figsize=(4.6, 3.2), layout="constrained")
    for i, (label, rows) in enumerate(groups(part, others).items() if others else [("", np.arange(len(values)))]):
        rows = rows[np.argsort(places[rows])]
        panel.plot(places[rows], values[rows], marker=MARKERS[i % 8], markersize=3.5, label=label)
    positive = places[np.isfinite(places)]
    if len(positive) and positive.min() > 0 and positive.max() > 30 * positive.min():
        panel.set_xscale("log")
    panel.set_xlabel(f"{split(x)[0]} [{unit_label(x_unit)}]" if x_unit else split(x)[0])
    panel.set_ylabel(f"[{unit_label(unit)}]" if unit else "")
    if others:
        panel.legend(fontsize=8)
    return figure
