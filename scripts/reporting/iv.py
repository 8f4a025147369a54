"""Curves over the voltage: current, conductance, rectification."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import errors_of, is_zero, prefixed, species_label, split, unit_label

from .curves import Drawn, groups, legend_off_the_curves, say_zero, with_gaps
from .tables import axes_of

FAILED = "#b00020"


def iv_pictures(result, album):
    table = result.table("iv.csv")
    if not table or "voltage [V]" not in table:
        return []
    curves = groups(table, axes_of(table, ("voltage",)))
    current = next((c for c in table if c.startswith("current [")), None)
    if current is None or result.blocked:
        return []
    failed_points = np.isnan(table[current])
    n_failed = int(failed_points.sum())
    failed = f" Crosses: {n_failed} failed point{'s' if n_failed > 1 else ''}, without a current." if n_failed else ""
    figures = album.curve(over_voltage(table, curves, [current], failed_points, zero=True, size=(7.6, 4.4)), "iv",
                          "Current over the voltage, at the boundary whose potential is swept." + failed,
                          "I-V curve" + alt_range(table, current), wide=True)
    by_species = [c for c in table if c.startswith("current of ")]
    if len(curves) == 1 and len(by_species) > 1:
        figures += album.curve(over_voltage(table, curves, by_species, failed_points, zero=True),
                               "iv_species", "Current carried by each species.",
                               "Current of each species over the voltage")
    conductance = [c for c in table if c.split(" conductance")[0] in ("chord", "slope") and finite(table, c)]
    if conductance:
        figures += album.curve(over_voltage(table, curves, conductance, failed_points), "conductance",
                               "Conductance: chord I/V and slope dI/dV.", "Conductance over the voltage")
    ratio = next((c for c in table if c.startswith("rectification") and finite(table, c)), None)
    if ratio:
        positive = {**table, ratio: np.where(table["voltage [V]"] > 0, table[ratio], np.nan)}
        drawn = over_voltage(positive, curves, [ratio], np.zeros_like(failed_points), level=1.0)
        figures += album.curve(drawn, "rectification",
                               "Rectification ratio |I(V) / I(\N{MINUS SIGN}V)|; 1: the pore does not rectify.",
                               "Rectification ratio over the voltage")
    return figures


def finite(table, name):
    return isinstance(table[name], np.ndarray) and np.isfinite(table[name]).any()


def alt_range(table, column):
    values, unit = prefixed(table[column], split(column)[1])
    values = values[np.isfinite(values)]
    return f", from {values.min():.4g} to {values.max():.4g} {unit}" if len(values) else ""


def over_voltage(table, curves, columns, failed, zero=False, level=None, size=(4.8, 3.5)):
    """Columns with one unit over the voltage, a colour a curve, a line style a column."""
    scale = np.nanmax(np.abs(table["voltage [V]"]))
    power, unit = (1e3, "mV") if scale < 1 else (1.0, "V")
    voltage = table["voltage [V]"] * power
    together, shown = prefixed(np.concatenate([table[c] for c in columns]), split(columns[0])[1])
    n, all_v = len(voltage), np.unique(voltage)
    values = {c: together[i * n:(i + 1) * n] for i, c in enumerate(columns)}
    largest = np.abs(np.concatenate([table[c] for c in columns]))
    largest = largest[np.isfinite(largest)].max(initial=0)
    figure, panel = plt.subplots(figsize=size, layout="constrained")
    several, drawn = len(curves) > 1, Drawn(panel)
    for i, (label, rows) in enumerate(curves.items()):
        for j, name in enumerate(columns):
            style = ("-", "--", ":", "-.")[j % 4]
            color = f"C{i if several else j}"
            words = [label] * several + [column_words(name)] * (len(columns) > 1)
            if is_zero(table[name][rows], largest, errors_of(table, name)[rows]):
                say_zero(panel, words or [split(name)[0]])
                continue
            drawn.plot(*with_gaps(voltage[rows], values[name][rows], all_v), ", ".join(words), style, color=color)
    if not drawn:
        plt.close(figure)
        return None
    if failed.any():
        panel.plot(voltage[failed], np.full(failed.sum(), 0.02), "x", color=FAILED, markersize=7, clip_on=False,
                   transform=panel.get_xaxis_transform(), label="failed")
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
    legend_off_the_curves(panel)
    return figure


def column_words(name):
    quantity = split(name)[0]
    if " of " in quantity:
        return species_label(quantity.split(" of ", 1)[1])
    return quantity.replace(" conductance", "")
