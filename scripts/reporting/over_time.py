"""Curves over time of a run in time: fluxes of species, observables, amounts and their balance."""

import re

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import NOISE, ZERO, errors_of, is_zero, species_label
from plot_times import TIME, unit_of

from .curves import Drawn
from .observed import column_of_texts
from .observed import telling as telling_observables
from .panels import dress, grid_of, legend_above, scaled, signed_scale, size, telling, unknown_rates

FROM_STEPS = ("flux", "current")  # fluxes.csv has them at every step
MOST_FIGURES, MOST_CURVES = 10, 8
LIMIT = 1e-8  # of the audit of amounts


def pictures(result, album):
    return fluxes(result, album) + observables(result, album)


def fluxes(result, album):
    """Of each species through the boundaries where it flows, a panel a species."""
    table = result.table("fluxes.csv")
    column, unit = unit_of(table, "flux")
    if column is None or TIME not in table:
        return []
    species, boundary = np.array(table["species"]), np.array(table["boundary"])
    found = {}
    for name in result.species or dict.fromkeys(s for s in table["species"] if s != "all"):
        for place in dict.fromkeys(table["boundary"]):
            rows = (species == name) & (boundary == place)
            times = np.asarray(table[TIME][rows])
            found[name, place] = np.where(unknown_rates(times, result.breaks), np.nan, result.sign * table[column][rows])
    keys = telling(found, result.little)
    names = list(dict.fromkeys(name for name, _ in keys))[:MOST_CURVES]
    if not names:
        return []
    factor, shown = scaled(max(size(found[key]) for key in keys), unit)
    axis = result.time_axis
    figure, panels, n_columns = grid_of(len(names))
    for name, panel in zip(names, panels):
        places = [place for other, place in keys if other == name][:MOST_CURVES]
        for place in places:
            panel.plot(axis(times), found[name, place] * factor, label=place.replace("_", " "))
        signed_scale(panel, [found[name, place] * factor for place in places], axis.logarithmic, result.accuracy)
        panel.set_ylabel(f"flux of {species_label(name)} [{shown}]")
        legend_above(panel)
    dress(panels, n_columns, axis)
    return album.curve(figure, "fluxes", f"Flux of each species through the boundaries over time, positive "
                       f"{result.sign_words}.", f"Fluxes of {len(names)} species over time", wide=len(names) > 1)


def observables(result, album):
    """Those of observables.csv that change, at the output times: one figure each, curves for places and species."""
    table = result.table("observables.csv")
    if not table or TIME not in table or not isinstance(table.get("value"), np.ndarray):
        return []
    boundaries = (result.table("fluxes.csv") or {}).get("boundary", [])
    places = column_of_texts(table, "place")
    keep = [not (name in FROM_STEPS and (place in boundaries or " - " in place))
            for name, place in zip(table["observable"], places)]
    together = {}
    for kind, rows in telling_observables(table, ()):
        if keep[rows[0]]:
            together.setdefault((kind[0], kind[3]), []).append((kind, rows))
    figures, taken = [], set()
    edge = " (at the left edge: at the start)" if result.time_axis.logarithmic else ""
    for (name, unit), members in list(together.items())[:MOST_FIGURES]:
        if name == "amount":
            continue  # has a figure of its own, at every step
        if name == "power put in" and largest_of(table, name) <= NOISE * largest_of(table, "dissipation"):
            continue  # nothing but rounding
        stem = re.sub("[^A-Za-z0-9+-]+", "_", name).strip("_")
        stem = stem if stem not in taken else f"{stem}_{len(taken)}"
        taken.add(stem)
        figures += album.curve(observable(result, table, name, unit, members[:MOST_CURVES]), stem,
                               f"{name[0].upper()}{name[1:]} at the output times{edge}.",
                               f"{name} over time")
    return figures


def largest_of(table, name):
    return size(table["value"][np.array(table["observable"]) == name])


def observable(result, table, name, unit, members):
    rows = [i for _, some in members for i in some]
    factor, shown = (1.0, "") if unit in ("", "1") else scaled(size(table["value"][rows]), unit)
    values = table["value"][rows] * factor
    axis = result.time_axis
    figure, panel = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
    begin, curves, drawn = 0, [], Drawn(panel)
    differ = [i for i in (2, 1) if len({kind[i] for kind, _ in members}) > 1] or [2, 1]
    for kind, some in members:
        curve = values[begin:begin + len(some)]
        begin += len(some)
        label = ", ".join(filter(None, (species_label(kind[i]) if i == 2 else kind[i].replace("_", " ") for i in differ)))
        if is_zero(table["value"][some], size(table["value"][rows]), errors_of(table, "value")[some]):
            panel.plot([], [], " ", label=f"{label}: {ZERO}")
            continue
        curves.append(curve)
        n, color = len(drawn.curves), f"C{len(drawn.curves)}"
        drawn.plot(axis(table[TIME][some]), curve, label, color=color)
        if axis.logarithmic and table[TIME][some][0] == 0 and len(drawn.curves) > n:  # 0 is not on it: at its edge
            panel.plot([0], curve[:1], marker=">", markersize=5, markerfacecolor="none", color=color,
                       transform=panel.get_yaxis_transform(), clip_on=False)
    signed_scale(panel, curves, axis.logarithmic, result.accuracy)
    axis.dress(panel)
    panel.set_ylabel(f"{name} [{shown}]" if shown else name)
    legend_above(panel, 2)
    return figure


def amounts(result, album):
    """How much of each species there is more than at the start, what passed and was produced; and what does not
    balance."""
    table = result.table("amounts.csv")
    column, unit = unit_of(table, "amount")
    if column is None:
        return []
    passed, made = (unit_of(table, what)[0] for what in ("passed out", "produced"))
    imbalance = "imbalance / amount"
    axis = result.time_axis
    change, balance, noise, wrong = {}, {}, {}, {}
    for name in dict.fromkeys(table["species"]):
        rows = np.array(table["species"]) == name
        balance[name] = table[made][rows] - table[passed][rows]
        start = (table[column][rows] - balance[name])[0]
        change[name] = table[column][rows] - start
        noise[name] = LIMIT * max(size(table[column][rows]), abs(start))
        wrong[name] = np.abs(table[imbalance][rows])
    known = [name for name in change if size(change[name]) > noise[name] or size(balance[name]) > noise[name]]
    factor, shown = scaled(max((size(change[name]) for name in known), default=0.0), unit)
    times = np.unique(table[TIME])
    figure, panels, n_columns = grid_of(2 if known else 1)
    for i, name in enumerate(change):
        panels[-1].plot(axis(times), np.where(wrong[name] > 0, wrong[name], np.nan), color=f"C{i}",
                        label=species_label(name) + (": amount unchanged" if name not in known else ""))
        if name not in known:
            continue
        panels[0].plot(axis(times), change[name] * factor, color=f"C{i}", label=f"{species_label(name)}: amount")
        panels[0].plot(axis(times), balance[name] * factor, "o", color=f"C{i}", markersize=3, markerfacecolor="none",
                       label="flown in and produced")
    if known:
        panels[0].set_ylabel(f"change of amount [{shown}]")
        signed_scale(panels[0], [], False, 0.0)
    panels[-1].set_yscale("log")
    panels[-1].axhline(LIMIT, color="0.5", linewidth=0.8, linestyle=":")
    panels[-1].text(1.0, LIMIT, "limit ", transform=panels[-1].get_yaxis_transform(), fontsize=8, ha="right", va="top",
                    color="0.35")
    panels[-1].set_ylabel("imbalance / amount")
    dress(panels, n_columns, axis)
    for panel in panels:
        legend_above(panel)
    first = "Amount of each species less that of the start (lines) and what flowed in and was produced since then " \
        "(circles); right: their" if known else "Amount of each species, and what flowed in and was produced since the " \
        "start: their"
    return album.curve(figure, "amounts", f"{first} difference over the amount, which is the error of the balance.",
                       "Amounts of the species over time and the error of their balance", wide=bool(known))
