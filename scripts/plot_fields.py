"""Pictures of the fields."""

import os
import re
import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import colors
from matplotlib import patheffects as path_effects
from matplotlib.collections import LineCollection
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

import grid
from ionflux import vtu
from plot_labels import length_label, species_label, split, unit_label

SOLID = "#c9c9c9"
# Neither end so light or so dark that lines are lost on it.
CONCENTRATION = colors.ListedColormap(plt.get_cmap("YlGnBu")(np.linspace(0.04, 0.74, 256)))


def plot(folder, record, show_mesh, window):
    """Paths of the pictures of the last entry of fields.pvd."""
    scene = load(folder, record)
    if scene is None:
        return []
    title = record.get("title", "")
    written = draw_all(Canvas(scene.flat, scene.axis_labels, title, show_mesh, window), folder, "")
    window = None if window else close_up(scene.flat, scene.axisymmetric)
    if window:
        written += draw_all(Canvas(scene.flat, scene.axis_labels, title, show_mesh, window), folder, "_close_up")
    return written


class Scene:
    """What a picture shows: the plane of the run, or a plane through it, with names of the axes."""

    def __init__(self, piece, record, normal):
        mesh = record.get("mesh", {})
        self.three_dimensional = mesh.get("dimension", 3 if np.ptp(piece.points[:, 2]) > 0 else 2) == 3
        self.axisymmetric = mesh.get("axisymmetric", False)
        self.unit = length_label(mesh.get("length unit [m]", 1e-9))
        self.flat = grid.cut(piece, *normal) if self.three_dimensional else grid.from_quads(piece)
        if self.axisymmetric:
            axes = ("r", "z")
        else:
            axes = [a for a in "xyz" if a != normal[0]] if self.three_dimensional else ("x", "y")
        for i, axis in enumerate(axes):
            part = self.axisymmetric and i == 0 or axis in "xy" and mesh.get("symmetry fraction", 1) < 1
            if part and self.flat.points[:, i].min() >= -1e-6:
                self.flat = self.flat.mirrored(i)
        self.axis_labels = [f"{axis} [{self.unit}]" for axis in axes]


def load(folder, record, normal=("y", 0.0)):
    """The last entry of fields.pvd, or None.

    normal: 3-D runs are cut by the plane where this coordinate has this value, in the unit of the field files."""
    index = os.path.join(folder, "fields.pvd")
    if not os.path.exists(index):
        return None
    return Scene(vtu.read_pvtu(vtu.list_pvd(index)[-1][1]), record, normal)


def draw_all(canvas, folder, suffix):
    """Paths of the pictures of all quantities in one window."""
    written = []
    for name in canvas.flat.values:
        figure = picture(canvas, name)
        if figure is None:
            continue
        quantity = re.sub("[^A-Za-z0-9+-]+", "_", split(name)[0])
        path = os.path.join(folder, f"plot_{quantity}{suffix}.png")
        figure.savefig(path)
        plt.close(figure)
        written.append(path)
    return written


def close_up(flat, axisymmetric):
    """Window around the place where most of the driving force is spent (a pore between large reservoirs), or None
    if that is no small part of the domain. Dissipation is field times current density."""
    current, field = (next((v for name, v in flat.values.items() if split(name)[0] == quantity), None)
                      for quantity in ("current density", "field"))
    if current is None or field is None:
        return None
    corner = flat.points[flat.triangles]
    edge = corner[:, 1:] - corner[:, :1]
    area = np.abs(edge[:, 0, 0] * edge[:, 1, 1] - edge[:, 0, 1] * edge[:, 1, 0])
    centre = corner.mean(axis=1)
    loss = np.abs(np.sum(current * field, axis=1))[flat.triangles].mean(axis=1) * area
    loss = np.nan_to_num(loss) * (np.abs(centre[:, 0]) if axisymmetric else 1.0)
    if not loss.sum() > 0:
        return None
    low, high = flat.points.min(axis=0), flat.points.max(axis=0)
    box = []
    for axis in (0, 1):
        order = np.argsort(centre[:, axis])
        share = np.cumsum(loss[order]) / loss.sum()
        box.append([centre[order, axis][np.searchsorted(share, level)] for level in (0.1, 0.9)])
    box = np.array(box)
    margin = 0.6 * np.ptp(box, axis=1).max()
    box = np.array([np.maximum(box[:, 0] - margin, low), np.minimum(box[:, 1] + margin, high)])
    if np.prod(box[1] - box[0]) > 0.35 * np.prod(high - low):
        return None
    return [box[0, 0], box[1, 0], box[0, 1], box[1, 1]]


ROUNDING = 1e-15  # of a flux density [mol/m^2/s]: less than that all over, nothing flows
FARADAY = 96485.33212  # [C/mol]


def picture(canvas, name):
    """The figure of one quantity, or None if it gets no picture of its own."""
    quantity, unit = split(name)
    values = canvas.flat.values[name]
    if quantity == "phi":
        scale, unit = (1e3, "mV") if np.abs(values).max() < 1.5 else (1.0, "V")
        return canvas.draw(values * scale, f"electric potential [{unit}]", "viridis", lines=True)
    if quantity.startswith("c_"):
        present = canvas.present(quantity[2:])
        return canvas.draw(values, f"concentration of {species_label(quantity[2:])} [mol/m$^3$ = mmol/L]",
                           CONCENTRATION, present=present, logarithmic=True, vectors=canvas.flux(quantity[2:]),
                           line_colors=("black", "white"))
    if quantity == "charge density":
        return canvas.draw(values, f"charge density [{unit_label(unit)}]", "RdBu_r", symmetric=True)
    if quantity == "current density":
        if np.abs(values).max() <= FARADAY * ROUNDING:
            return None
        return canvas.draw(np.linalg.norm(values, axis=1), f"current density [{unit_label(unit)}]", "viridis",
                           present=canvas.conducting(values), logarithmic=True, vectors=values,
                           equal=5e-3)  # derivatives jump between cells by as much
    return None


class Canvas:
    """One window of the pictures; size: of the axes in inches, width at most and height at most."""

    def __init__(self, flat, axis_labels, title, show_mesh, window, size=(5.6, 7.0)):
        self.flat, self.axis_labels, self.title, self.show_mesh = flat, axis_labels, title, show_mesh
        self.size = size
        low, high = flat.points.min(axis=0), flat.points.max(axis=0)
        self.box = window or [low[0], high[0], low[1], high[1]]

    def where_material(self, keep):
        """Mask of the triangles whose material passes keep(mask of its points)."""
        material = self.flat.values["material"]
        chosen = [m for m in np.unique(material) if keep(material == m)]
        return np.isin(material[self.flat.triangles[:, 0]], chosen)

    def present(self, species):
        """Triangles that a species can enter."""
        mu = self.flat.values.get(f"mu_{species} [J/mol]")
        if mu is None:
            return None
        return self.where_material(lambda points: np.isfinite(mu[points]).any())

    def flux(self, species):
        """Flux density of a species, if it is known and not rounding error all over."""
        flux = self.flat.values.get(f"flux_{species} [mol/m^2/s]")
        return flux if flux is not None and np.abs(flux).max() > ROUNDING else None

    def conducting(self, current):
        """Triangles of materials with any current."""
        return self.where_material(lambda points: (current[points] != 0).any())

    def axes(self):
        width, height = self.box[1] - self.box[0], self.box[3] - self.box[2]
        ratio = height / width
        stretched = not 1 / 6 < ratio < 6
        if stretched:
            ratio = min(max(ratio, 0.4), 4 / 3)
        width, height = self.size
        size = (width, width * ratio) if width * ratio < height else (height / ratio, height)
        # The axes are an exact rectangle, with room for the colour bar outside (tight box when saved).
        figure = plt.figure(figsize=size)
        axes = figure.add_axes([0, 0, 1, 1])
        bar = figure.add_axes([1 + 0.18 / size[0], 0, 0.16 / size[0], 1])
        axes.set(xlim=self.box[:2], ylim=self.box[2:], xlabel=self.axis_labels[0], ylabel=self.axis_labels[1])
        if not stretched:
            axes.set_aspect("equal")
        title = self.title + (" (axes not to scale)" if stretched else "")
        axes.set_title(textwrap.fill(title, max(int(size[0] * 13), 24)), loc="left")
        axes.set_facecolor(SOLID)  # what is not meshed is solid, too
        return figure, axes, bar

    def draw(self, values, label, colormap, present=None, logarithmic=False, symmetric=False, lines=False,
             vectors=None, line_colors=("white", "black"), equal=1e-6):
        flat = self.flat
        triangles = flat.triangles if present is None else flat.triangles[present]
        x, y = flat.points.T
        figure, axes, bar = self.axes()
        if present is not None and not present.all():
            fill(axes, flat.points, flat.triangles[~present], SOLID)
        shown = values[self.visible(triangles)]
        norm, extend = choose_norm(shown, logarithmic, symmetric, equal)
        values = np.clip(values, norm.vmin, norm.vmax)
        image = axes.tripcolor(x, y, triangles, values, shading="gouraud", norm=norm, cmap=colormap,
                               rasterized=True)
        if lines and norm.vmax > norm.vmin:
            axes.tricontour(x, y, triangles, values, levels=np.linspace(norm.vmin, norm.vmax, 17)[1:-1],
                            colors="white", linewidths=0.5, alpha=0.6, linestyles="solid")
        if vectors is not None:
            self.streamlines(axes, triangles, vectors, *line_colors)
        self.interfaces(axes)
        if self.show_mesh and len(flat.edges):
            axes.add_collection(LineCollection(flat.edges, colors="black", linewidths=0.2, alpha=0.5))
        colorbar = figure.colorbar(image, cax=bar, extend=extend)
        colorbar.set_label(textwrap.fill(label, max(int(figure.get_figheight() * 12), 20)))
        if isinstance(norm, colors.SymLogNorm):
            decades = [10.0**n for n in range(*decades_between(norm.linthresh, norm.vmax))]
            colorbar.set_ticks([-d for d in decades[::-1]] + [0.0] + decades, minor=False)
            bar.yaxis.set_minor_locator(NullLocator())
        if isinstance(norm, colors.LogNorm):
            few = norm.vmax < 200 * norm.vmin  # then powers of ten alone say too little
            bar.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,)))
            bar.yaxis.set_minor_locator(LogLocator(subs=range(2, 10)))
            bar.yaxis.set_minor_formatter(NullFormatter())
            if few and 1e-3 <= norm.vmin and norm.vmax <= 1e5:
                bar.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        return figure

    def visible(self, triangles):
        """Points of the triangles that touch the window."""
        corner = self.flat.points[triangles]
        low, high = corner.min(axis=1), corner.max(axis=1)
        x0, x1, y0, y1 = self.box
        inside = (high[:, 0] >= x0) & (low[:, 0] <= x1) & (high[:, 1] >= y0) & (low[:, 1] <= y1)
        return triangles[inside].ravel()

    def streamlines(self, axes, triangles, vectors, color, halo):
        x0, x1, y0, y1 = self.box
        n = 240
        ratio = np.sqrt((y1 - y0) / (x1 - x0))
        xs = np.linspace(x0, x1, max(int(n / ratio), 20))
        ys = np.linspace(y0, y1, max(int(n * ratio), 20))
        field = grid.raster(self.flat, triangles, vectors, xs, ys)
        if not np.isfinite(field).any() or not np.nanmax(np.abs(field)) > 0:
            return
        field /= np.nanmax(np.abs(field))
        drawn = axes.streamplot(xs, ys, field[..., 0], field[..., 1], color=color, linewidth=0.7, arrowsize=0.8,
                                density=(0.9 / min(ratio, 1.5), 0.9 * min(ratio, 1.5)))
        drawn.lines.set_path_effects([path_effects.withStroke(linewidth=1.7, foreground=halo, alpha=0.35)])

    def interfaces(self, axes):
        """Borders between materials."""
        axes.add_collection(LineCollection(grid.borders(self.flat), colors="black", linewidths=0.8))


def fill(axes, points, triangles, color):
    """Triangles in one colour, without seams (and quicker than one polygon each)."""
    axes.tripcolor(*points.T, triangles, np.zeros(len(points)), shading="gouraud",
                   cmap=colors.ListedColormap([color]), rasterized=True)


def decades_between(low, high):
    """Range of the powers of ten from low to high."""
    return int(np.ceil(np.log10(low))), int(np.floor(np.log10(high))) + 1


def choose_norm(values, logarithmic, symmetric, equal):
    """Scale of the colours; logarithmic where values differ by more than a factor 30. At most 6 decades. Values that
    differ by less than the part `equal` count as equal: no picture of rounding errors."""
    values = values[np.isfinite(values)]
    if values.size == 0:
        return colors.Normalize(0, 1), "neither"
    low, high = values.min(), values.max()
    if symmetric:
        # Charge sits in thin layers: linear up to a thousandth of the largest value, then logarithmic.
        limit = np.abs(values).max() or 1.0
        return colors.SymLogNorm(limit * 1e-3, vmin=-limit, vmax=limit, base=10), "neither"
    if logarithmic and high > 0:
        positive = values[values > 0].min()
        if high > 30 * max(low, positive):
            floor = max(positive, high * 1e-6)
            return colors.LogNorm(floor, high), "min" if low < floor else "neither"
    if high - low <= equal * max(abs(high), abs(low)):
        middle = 0.5 * (high + low)
        return colors.Normalize(middle - 0.05 * abs(middle) - 1e-300, middle + 0.05 * abs(middle) + 1e-300), "neither"
    return colors.Normalize(low, high), "neither"
