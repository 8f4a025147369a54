"""Currents of a run in time: conduction, displacement and their sum at each electrode, with the potential that drives
them, and the loop of current and voltage."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import ZERO
from plot_times import TIME, TimeColors, unit_of

from .given import potentials, solved
from .panels import dress, grid_of, legend_above, scaled, signed_scale, size, telling, unknown_rates

PARTS = {"current": ("conduction", "C0", "--"), "displacement current": ("displacement", "C1", ":"),
         "total current": ("total", "black", "-")}
MOST_BOUNDARIES = 6
FINE, FEW = 2001, 10  # times that show the course of a potential; steps that show no loop


class Currents:
    """Of the boundaries that carry any: times [s], and at each of `names` the parts of the current.

    parts: {boundary: {column without its unit: values}} with the sign of the page, NaN where it is not known."""

    def __init__(self, result):
        self.names, self.parts, self.times, self.unit = [], {}, np.array([]), ""
        table = result.table("fluxes.csv")
        columns = {what: unit_of(table, what)[0] for what in PARTS}
        if columns["current"] is None or TIME not in table:
            return
        self.unit = unit_of(table, "current")[1]
        species = np.array(table["species"])
        boundary = np.array(table["boundary"])
        if result.parameters.get("Electrolyte", "Potential") == "given expression":
            columns = {"current": columns["current"]}  # no equation for the potential: no charge that could change
        for name in dict.fromkeys(table["boundary"]):
            rows = (species == "all") & (boundary == name)
            self.times = np.asarray(table[TIME][rows])
            unknown = unknown_rates(self.times, result.breaks)
            self.parts[name] = {what: np.where(unknown, np.nan, result.sign * table[column][rows])
                                for what, column in columns.items() if column}
        self.largest = max((size(v) for parts in self.parts.values() for v in parts.values()), default=0.0)
        together = {(n, what): values for n, parts in self.parts.items() for what, values in parts.items()}
        self.names = list(dict.fromkeys(n for n, _ in telling(together, result.little)))[:MOST_BOUNDARIES]

    def total(self, name):
        parts = self.parts[name]
        return parts.get("total current", parts["current"])


def pictures(result, album):
    """Figures of the currents; none where none flow."""
    currents = Currents(result)
    if not currents.names:
        return []
    given = potentials(result, currents.times)
    driven = {name: v for name, v in given.items() if np.ptp(v) > 0}
    figures = album.curve(
        parts_figure(currents, result.time_axis, result.accuracy, result.little), "currents",
        caption(result, currents),
        f"Conduction, displacement and total current of {len(currents.names)} boundaries over time", wide=len(currents.names) > 1)
    fine = np.unique(np.concatenate([currents.times, np.linspace(0.0, result.last_time, FINE)]))
    course = potentials(result, fine)
    if driven:
        figures += album.curve(
            driven_figure(currents, fine, {name: course[name] for name in driven if name in course}, result.time_axis,
                          result.accuracy), "current_time",
            f"Potentials that change (given, or found with a given current) and total current over time (positive {result.sign_words}; dots: steps).",
            "Potential and total current over time, one above the other", wide=True)
    for name in [name for name in driven if name not in solved(result, fine)]:  # with a given current, the voltage is what is found
        if name in currents.names and len(currents.times) > FEW and returns(course.get(name, np.zeros(1))):
            other = reference(given, driven, name)
            figures += album.curve(
                loop_figure(currents, name, driven[name] - given.get(other, 0.0), other), f"iv_{name.replace(' ', '_')}",
                f"Total current through {name} (positive {result.sign_words}) over its potential"
                + (f" against {other}" if other else "") + "; colours and arrows: the course of time.",
                f"Loop of current over voltage at {name}")
    return figures


def caption(result, currents):
    parts = {what for name in currents.names for what in currents.parts[name]}
    words = "Conduction current (ions that cross the boundary)" if len(parts) == 1 else \
        "Currents: conduction (ions that cross the boundary), displacement (the charge that it shows changes) and both " \
        "together,"
    return f"{words} over time, at boundaries that carry any. Positive {result.sign_words}. Rates of the first step, " \
        f"also after a jump, are not shown; axes of both signs are linear near zero, below the tolerance of the steps."


def reference(given, driven, name):
    """The boundary that the potential of this one counts from: the only other one with a given potential."""
    others = [n for n in given if n != name]
    return others[0] if len(others) == 1 else None


def returns(potential):
    """Does a potential, given at many times, turn back on its way, without jumps? (Then current over voltage is a
    loop.)"""
    change, span = np.abs(np.diff(potential)), np.ptp(potential)
    return bool(span > 0 and change.sum() > 1.2 * span and change.max() < 0.2 * span)


def parts_figure(currents, axis, accuracy, little):
    figure, panels, n_columns = grid_of(len(currents.names))
    factor, unit = common(currents)
    for name, panel in zip(currents.names, panels):
        shown = []
        for what, (word, color, style) in reversed(PARTS.items()):
            values = currents.parts[name].get(what)
            if values is None:
                continue
            if size(values) <= little * currents.largest:
                panel.plot([], [], " ", label=f"{word}: {ZERO}")
                continue
            shown.append(values * factor)
            wide = what == "total current"
            panel.plot(axis(currents.times), shown[-1], style, color=color, label=word, linewidth=3 if wide else 1.5,
                       alpha=0.35 if wide else 1)
        signed_scale(panel, shown, axis.logarithmic, accuracy)
        legend_above(panel)
        panel.set_ylabel(f"current, {name.replace('_', ' ')} [{unit}]")
    dress(panels, n_columns, axis)
    return figure


def common(currents):
    """(factor, unit) with one prefix for the currents of all electrodes."""
    return scaled(currents.largest, currents.unit)


def driven_figure(currents, fine, driven, axis, accuracy):
    """Potentials that vary above, total currents of all electrodes below."""
    figure, (upper, lower) = plt.subplots(2, 1, figsize=(8.0, 4.8), sharex=True, layout="constrained",
                                          height_ratios=[2, 3])
    scale, volt = (1e3, "mV") if max(size(v) for v in driven.values()) < 1 else (1.0, "V")
    for name, values in driven.items():
        upper.plot(axis(fine), values * scale, label=name.replace("_", " "))
    factor, unit = common(currents)
    shown = []
    for i, name in enumerate(currents.names):
        shown.append(currents.total(name) * factor)
        lower.plot(axis(currents.times), shown[-1], marker=".", markersize=3, color=f"C{i}", label=name.replace("_", " "))
    signed_scale(lower, shown, axis.logarithmic, accuracy)
    axis.dress(upper, labelled=False)
    axis.dress(lower)
    upper.set_ylabel(f"potential [{volt}]")
    lower.set_ylabel(f"total current [{unit}]")
    legend_above(upper)
    if len(currents.names) > 1 or list(driven) != currents.names:
        lower.legend(fontsize=8)
    return figure


def loop_figure(currents, name, voltage, other):
    """Total current over the voltage, the time in colours, arrows in its sense."""
    scale, volt = (1e3, "mV") if size(voltage) < 1 else (1.0, "V")
    factor, unit = common(currents)
    x, y = voltage * scale, currents.total(name) * factor
    figure, panel = plt.subplots(figsize=(4.8, 3.6), layout="constrained")
    paint = TimeColors([0.0, currents.times[-1]])
    panel.plot(x, y, color="0.75", linewidth=1.0, zorder=1)
    panel.scatter(x, y, c=[paint(t) for t in currents.times], s=11, zorder=2)
    for part in (0.2, 0.45, 0.7, 0.9):
        i = int(np.abs(currents.times - part * currents.times[-1]).argmin())
        if 0 < i < len(x) and np.isfinite(y[i - 1:i + 1]).all():
            middle = 0.5 * (x[i - 1] + x[i]), 0.5 * (y[i - 1] + y[i])  # on the line between two steps
            panel.annotate("", middle, (x[i - 1], y[i - 1]), arrowprops={"arrowstyle": "->", "color": "0.2"})
    paint.bar(figure, panel, [])
    panel.axhline(0, color="0.6", linewidth=0.7, zorder=0)
    panel.set_xlabel(f"voltage{f' against {other}' if other else ''} [{volt}]".replace("_", " "))
    panel.set_ylabel(f"total current [{unit}]")
    return figure
