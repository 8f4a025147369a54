"""Curves of a sweep: current, conductance and rectification over the voltage; observables over what is swept."""

import re

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import ZERO, errors_of, is_zero, prefixed, species_label, split, unit_label

from .quantities import MINUS
from .tables import axes_of

SIGN_IV = "Positive: into the domain at the boundary whose potential is swept."  # as doc/output.md
FAILED = "#b00020"
MARKERS = "osD^vP*X"


def text(value):
    return value if isinstance(value, str) else f"{value + 0.0:.4g}".replace("-", MINUS)  # no "-0"


def groups(table, columns):
    """{label: rows}: rows with the same values in these columns."""
    found, shown = {}, {}
    for name in columns:
        if name in ("species", "place"):  # they say themselves what they are
            shown[name] = [species_label(cell) if name == "species" else cell.replace("_", " ") for cell in table[name]]
            continue
        quantity, unit = split(name)
        values, unit = (table[name], unit) if isinstance(table[name], list) else prefixed(table[name], unit)
        shown[quantity] = [f"{quantity} {text(value)} {unit_label(unit)}".strip() for value in values]
    for i in range(len(next(iter(table.values())))):
        label = ", ".join(filter(None, (texts[i] for texts in shown.values())))
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
    failed_points = np.isnan(table[current])
    n_failed = int(failed_points.sum())
    failed = f" Crosses: {n_failed} failed point{'s' if n_failed > 1 else ''}, without a current." if n_failed else ""
    figures = album.curve(over_voltage(table, curves, [current], failed_points, zero=True, size=(7.6, 4.4)), "iv",
                          f"Current over the voltage. {SIGN_IV}" + failed, "I-V curve" + alt_range(table, current), wide=True)
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
    n = len(voltage)
    values = {c: together[i * n:(i + 1) * n] for i, c in enumerate(columns)}
    largest = np.abs(np.concatenate([table[c] for c in columns]))
    largest = largest[np.isfinite(largest)].max(initial=0)
    figure, panel = plt.subplots(figsize=size, layout="constrained")
    several = len(curves) > 1
    for i, (label, rows) in enumerate(curves.items()):
        rows = rows[np.argsort(voltage[rows])]
        for j, name in enumerate(columns):
            style = ("-", "--", ":", "-.")[j % 4]
            color = f"C{i if several else j}"
            words = [label] * several + [column_words(name)] * (len(columns) > 1)
            if is_zero(table[name][rows], largest, errors_of(table, name)[rows]):
                say_zero(panel, words or [split(name)[0]])
                continue
            panel.plot(voltage[rows], values[name][rows], style, color=color, marker=MARKERS[i % 8], markersize=3.5,
                       label=", ".join(words))
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


def legend_off_the_curves(panel):
    """Above the panel where the curves are many: inside, it would cover them."""
    texts = panel.get_legend_handles_labels()[1]
    if len(texts) > 2:
        panel.legend(fontsize=8, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2,
                     ncols=1 if max(map(len, texts)) > 28 else 2)
    elif texts:
        panel.legend(fontsize=8)


def say_zero(panel, words):
    """An entry of the legend instead of a curve that is nothing but rounding."""
    panel.plot([], [], " ", label=f"{', '.join(filter(None, words))}: {ZERO}")


def column_words(name):
    quantity = split(name)[0]
    if " of " in quantity:
        return species_label(quantity.split(" of ", 1)[1])
    return quantity.replace(" conductance", "")


KIND = ("observable", "place", "species", "unit")
# What a report shows first, what last; the rest, which somebody asked for, between.
FIRST = ("conductance", "resistance", "transference number", "permselectivity", "reversal potential", "current", "flux")
LAST = ("dissipation", "amount", "charge", "surface charge", "power put in", "volume")
IN_IV = ("voltage", "current", "conductance")  # iv.csv has them


def observable_pictures(result, album, limit=12):
    """Each observable of a sweep over the quantity that varies fastest; the others make several curves."""
    table = result.table("observables.csv") or from_fluxes(result.table("fluxes.csv"))
    if not table or not isinstance(table.get("observable"), list) or "value" not in table:
        return []
    axes = [a for a in axes_of(table, ("observable",)) if len(set(map(str, table[a]))) > 1]
    numeric = [a for a in axes if isinstance(table[a], np.ndarray)]
    if not numeric or not isinstance(table["value"], np.ndarray):
        return []
    x = next((a for a in numeric if a.startswith("voltage")), numeric[-1])
    others = [a for a in axes if a != x]
    figures, together = [], {}  # all places and species of an observable in one figure
    for kind, rows in telling(table, IN_IV if result.table("iv.csv") else ()):
        together.setdefault((kind[0], kind[3]), []).append((kind, rows))
    n_each = len(groups(table, others)) if others else 1
    for members in list(together.values())[:limit]:
        for some in in_parts(members, n_each):
            figures += observable_picture(table, x, others, some, album, {figure.file for figure in figures})
    return figures


MOST_CURVES = 8  # that a reader can tell apart


def in_parts(members, n_each):
    """Members of one figure, in parts with no more curves than can be told apart."""
    n = max(MOST_CURVES // n_each, 1)
    return [members[i:i + n] for i in range(0, len(members), n)]


def observable_picture(table, x, others, members, album, taken):
    """One figure of one observable: curves for the places and species that differ; its file has the name of what it
    shows, with a number where that is among those `taken`."""
    name, _, _, unit = members[0][0]
    rows = [i for _, some in members for i in some]
    part = {c: [table[c][i] for i in rows] if isinstance(table[c], list) else table[c][rows] for c in table}
    found = {c: list(dict.fromkeys(kind[KIND.index(c)] for kind, _ in members)) for c in ("species", "place")}
    differ = [c for c, texts in found.items() if len(texts) > 1]
    same = {c: texts[0] for c, texts in found.items() if len(texts) == 1 and texts[0]}
    words = " ".join([name, *([f"of {species_label(same['species'])}"] if "species" in same else []),
                      *([f"({same['place'].replace('_', ' ')})"] if "place" in same else [])])
    stem = re.sub("[^A-Za-z0-9+-]+", "_", "_".join(filter(None, [name, same.get("species")]))).strip("_")
    file = next(f for f in [stem, *(f"{stem}_{i}" for i in range(2, 1000))] if f + ".svg" not in taken)
    sign = " Positive out of the domain." if name in ("flux", "current") else ""
    return album.curve(over_swept(part, x, [*differ, *others], name, unit), file,
                       f"{words[0].upper()}{words[1:]} over {split(x)[0]}.{sign}", f"{words} over {split(x)[0]}")


def from_fluxes(table):
    """fluxes.csv in the shape of observables.csv, or None."""
    columns = [c for c in table or {} if c.startswith(("flux", "current"))]
    if not columns or not isinstance(table.get("boundary"), list) or not isinstance(table.get("species"), list):
        return None
    made = {c: [] for c in [*axes_of(table, ("boundary",)), "observable", "place", "species", "value", "unit"]}
    for column in columns:
        name, unit = split(column)
        for i, species in enumerate(table["species"]):
            if np.isnan(table[column][i]) or (name == "current") != (species == "all"):
                continue
            row = {"observable": name, "place": table["boundary"][i], "value": table[column][i], "unit": unit,
                   "species": "" if species == "all" else species}
            for c, cells in made.items():
                cells.append(row[c] if c in row else table[c][i])
    texts = ("observable", "place", "species", "unit")
    return {c: v if c in texts or isinstance(table.get(c), list) else np.array(v) for c, v in made.items()}


def telling(table, known):
    """[((observable, place, species, unit), rows)] in the order of their interest; without constants, what
    cancellation left, and those that stand elsewhere."""
    found, sizes = {}, {}
    for i, kind in enumerate(zip(*(column_of_texts(table, c) for c in KIND))):
        if kind[0] and kind[0] not in known:
            found.setdefault(kind, []).append(i)
    for kind, rows in found.items():
        values = table["value"][rows]
        sizes[kind] = np.abs(values[np.isfinite(values)]).max(initial=0)
    errors = errors_of(table, "value")
    largest = {kind[0]: max(size for k, size in sizes.items() if k[0] == kind[0]) for kind in sizes}

    def is_telling(kind):
        values = table["value"][found[kind]]
        values = values[np.isfinite(values)]
        return len(values) > 1 and np.ptp(values) > 1e-6 * sizes[kind] \
            and not is_zero(table["value"][found[kind]], largest[kind[0]], errors[found[kind]])

    def rank(kind):
        name = kind[0]
        return FIRST.index(name) if name in FIRST else 100 + (LAST.index(name) + 1 if name in LAST else 0)

    return [(kind, found[kind]) for kind in sorted(filter(is_telling, found), key=rank)]


def column_of_texts(table, name):
    return table[name] if isinstance(table.get(name), list) else [""] * len(table["value"])


def over_swept(part, x, others, name, unit):
    values, unit = prefixed(part["value"], "" if unit == "1" else unit)
    places, x_unit = prefixed(part[x], split(x)[1])
    figure, panel = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
    drawn, errors = np.zeros(len(values), dtype=bool), errors_of(part, "value")
    largest = np.abs(part["value"][np.isfinite(part["value"])]).max(initial=0)
    for i, (label, rows) in enumerate(groups(part, others).items() if others else [("", np.arange(len(values)))]):
        rows = rows[np.argsort(places[rows])]
        if is_zero(part["value"][rows], largest, errors[rows]):
            say_zero(panel, [label])
            continue
        drawn[rows] = True
        panel.plot(places[rows], values[rows], marker=MARKERS[i % 8], markersize=3.5, label=label)
    positive = places[np.isfinite(places)]
    if len(positive) and positive.min() > 0 and positive.max() > 30 * positive.min():
        panel.set_xscale("log")
    sizes = values[drawn & np.isfinite(values)]
    if len(sizes) and sizes.min() > 0 and sizes.max() > 100 * sizes.min():
        panel.set_yscale("log")
    panel.set_xlabel(f"{split(x)[0]} [{unit_label(x_unit)}]" if x_unit else split(x)[0])
    panel.set_ylabel(f"{name} [{unit_label(unit)}]" if unit else name)
    legend_off_the_curves(panel)
    return figure
