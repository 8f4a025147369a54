"""Fields of several points of a sweep, or times, beside one another, on one scale of colours."""

import os
import re

import matplotlib.pyplot as plt
import numpy as np

import ionflux
import plot_drawings
import plot_fields
from plot_labels import split
from plot_scales import color_bar
from plot_spikes import open_ends

from . import fields
from .curves import groups
from .figures import Figure
from .tables import axes_of

MOST_POINTS = 6
WIDTH = 8.6  # of a figure [inches]


class Panel:
    """One point of a sweep, or one moment: its views by suffix, and a label: the swept values, or the time."""

    def __init__(self, result, folder, record, label=None, at=-1):
        """at: number of the moment in fields.pvd"""
        self.record = record
        self.views = {view.suffix: view for view in fields.views(folder, record, result.floors.density, at)}
        self.label = label or swept_values(result, os.path.basename(folder)) \
            or f"point {os.path.basename(folder).lstrip('0')}"


def pictures_of_points(result, album):
    """(figures, mesh layers) of the points that have fields: maps of one point, small multiples of several."""
    found = []
    for folder in result.points_with_fields():
        try:
            record = ionflux.load(folder).record
        except ionflux.NoResult:
            continue
        if record.get("exit", {}).get("code") == 0:
            found.append((folder, record))
    if len(found) < 2:
        return one_point(result, album, *found[0]) if found else ([], {})
    chosen = np.unique(np.linspace(0, len(found) - 1, MOST_POINTS).round().astype(int))
    panels = [Panel(result, *found[i]) for i in chosen]
    return figures_of(panels, album, "points of the sweep"), {}


def figures_of(panels, album, of, with_lines=lambda name: True, constants=True):
    """The mesh of the last panel, and each quantity in all of them; of: what they are; with_lines: whether a quantity
    has streamlines, which take most of the time; constants: also those that are the same everywhere."""
    figures = fields.mesh_figure(panels[-1].views[""], panels[-1].record, album, "")
    for suffix in ("", "_narrowest"):
        shown = [p for p in panels if suffix in p.views]
        if len(shown) < 2:
            continue
        box = shown[-1].views[suffix].canvas.box  # one window for all: of the last, far from equilibrium
        for panel in shown:
            panel.views[suffix].canvas.box = box
        view = shown[0].views[suffix]
        names = [n for n in view.scene.flat.values if fields.wanted(view, n)]
        for name in sorted(names, key=fields.rank):
            figures += multiples(name, suffix, shown, album, of, with_lines(name), constants)
    return figures


def one_point(result, album, folder, record):
    number = os.path.basename(folder)
    label = swept_values(result, number)
    end = ", at the end" if result.parameters.get("Time", "End time") else ""
    return fields.pictures(result, album, folder, record, f"_point_{number}",
                           f"Point {number.lstrip('0')}{f' ({label})' if label else ''}{end}: ")


def multiples(name, suffix, panels, album, of="points of the sweep", with_lines=True, constants=True):
    """The figure of one quantity in all panels, in a list; empty if it has no picture in any."""
    views = [p.views[suffix] for p in panels]
    largest = max(np.abs(v.scene.flat.values[name]).max() for v in views) if name.startswith("phi") else None
    drawings = [plot_drawings.drawing(view.canvas, name, largest) for view in views]
    known = [(view, d) for view, d in zip(views, drawings) if d]
    if not known:
        return []
    for _, shown in known:
        shown.vectors = shown.vectors if with_lines else None
    seen = np.concatenate([view.canvas.seen(d) for view, d in known])
    if not constants and is_constant(known[0][1], seen):
        return []
    norm, extend = known[0][1].norm(seen)
    if known[0][1].spikes:
        extend = open_ends(np.concatenate([view.canvas.known(d) for view, d in known]), norm, extend)
    figure, axes = panels_of(views[0].canvas, len(panels))
    for panel, axis, view, shown in zip(panels, axes, views, drawings):
        axis.set_title(panel.label, fontsize=9)
        if shown:
            image = view.canvas.paint(axis, shown, norm)
        else:
            axis.set_facecolor("white")
            axis.text(0.5, 0.5, "zero within\nthe error", ha="center", transform=axis.transAxes, fontsize=8)
    color_bar(figure, None, image, norm, extend, known[0][1].label, ax=list(axes), fraction=0.05, pad=0.01, aspect=30)
    quantity = split(name)[0]
    file = re.sub("[^A-Za-z0-9+-]+", "_", {"phi": "potential"}.get(quantity, quantity)) + suffix + ".png"
    text = fields.words(quantity, known[0][0])
    text = text if with_lines else re.split(r" and (?:its )?streamlines", text)[0]
    album.map(figure, album.path(file), fields.RESOLUTION)
    return [Figure(album.path(file), f"{text}, {views[-1].where}, at {len(panels)} {of}.",
                   f"Maps of the {text.split(',')[0].lower()} at {len(panels)} {of}, on one scale", wide="full")]


def is_constant(drawing, seen):
    """Do the values that are seen differ by rounding only?"""
    return np.ptp(seen) <= max(drawing.tiny, drawing.equal * np.abs(seen).max())


def panels_of(canvas, n, most_columns=6):
    """(figure, n axes): as many in a row as keep them readable."""
    x0, x1, y0, y1 = canvas.box
    ratio = (y1 - y0) / (x1 - x0)
    stretched = not 1 / 6 < ratio < 6
    ratio = min(max(ratio, 0.4), 4 / 3) if stretched else ratio
    n_columns = min(n, 3 if ratio < 1.5 else 6, most_columns)
    n_rows = -(-n // n_columns)
    width = (WIDTH - 1.6) / n_columns - 0.25
    figure, axes = plt.subplots(n_rows, n_columns, figsize=(WIDTH, n_rows * (width * ratio + 0.45) + 0.4), sharex=True,
                                sharey=True, squeeze=False, layout="constrained")
    for axis in axes.flat:
        axis.set(xlim=(x0, x1), ylim=(y0, y1))
        axis.set_facecolor(plot_fields.SOLID)
        axis.tick_params(labelsize=8)
        if not stretched:
            axis.set_aspect("equal")
    for axis in axes[-1]:
        canvas.name_axes(axis, "x")
        axis.xaxis.label.set_size(9)
    for row in axes:
        canvas.name_axes(row[0], "y", " (not to scale)" if stretched else "")
        row[0].yaxis.label.set_size(9)
    for axis in axes.flat[n:]:
        axis.set_visible(False)
    return figure, axes.flat[:n]


def swept_values(result, number):
    """"voltage -1 V" of a point, "" if the tables do not tell."""
    table = result.table("points.csv")
    if not table or "point" not in table:
        return ""
    row = next((i for i, point in enumerate(table["point"]) if point == int(number)), None)
    if row is None:
        return ""
    points = groups(table, axes_of(table, ("status",)))
    return next(label for label, rows in points.items() if row in rows)
