"""Observables of a sweep over what is swept: one figure each, curves for its places and species."""

import re

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import errors_of, is_zero, prefixed, species_label, split, unit_label

from .curves import Drawn, groups, legend_off_the_curves, paired, say_zero, with_gaps
from .tables import axes_of

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
    if paired(table, axes):  # one goes with the other: one curve, over the first
        x, others = next((a for a in numeric if a.startswith("voltage")), numeric[0]), []
    if result.table("iv.csv"):
        table = into_the_domain(table, (result.table("fluxes.csv") or {}).get("boundary", []))
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
    return album.curve(over_swept(part, x, [*differ, *others], name, unit, table[x]), file,
                       f"{words[0].upper()}{words[1:]} over {split(x)[0]}.", f"{words} over {split(x)[0]}")


def into_the_domain(table, boundaries):
    """The table with fluxes and currents through boundaries positive into the domain, as the I-V curve beside them."""
    flip = [name in ("flux", "current") and place in boundaries
            for name, place in zip(table["observable"], column_of_texts(table, "place"))]
    return {**table, "value": np.where(flip, -table["value"], table["value"])}


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


def over_swept(part, x, others, name, unit, swept=None):
    """Curves over the column x; `swept`: all its values in the sweep, also those where this has none."""
    values, unit = prefixed(part["value"], "" if unit == "1" else unit)
    places, x_unit = prefixed(part[x], split(x)[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.nanmax(np.abs(places), initial=0) / np.nanmax(np.abs(part[x]), initial=0)
    every = np.unique(places if swept is None or not np.isfinite(factor) else swept * factor)
    figure, panel = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
    drawn, errors, lines = np.zeros(len(values), dtype=bool), errors_of(part, "value"), Drawn(panel)
    largest = np.abs(part["value"][np.isfinite(part["value"])]).max(initial=0)
    for label, rows in groups(part, others).items() if others else [("", np.arange(len(values)))]:
        if is_zero(part["value"][rows], largest, errors[rows]):
            say_zero(panel, [label])
            continue
        drawn[rows] = True
        lines.plot(*with_gaps(places[rows], values[rows], every), label)
    if not lines:
        plt.close(figure)
        return None
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
