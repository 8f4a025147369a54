"""Pictures of the fields."""

import os
import re
import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import colors
from matplotlib import patheffects as path_effects
from matplotlib.collections import LineCollection, TriMesh
from matplotlib.tri import Triangulation

import grid
from ionflux import vtu
from plot_drawings import CANCELLED, FARADAY, ROUNDING, areas, drawing
from plot_labels import CHARGES, split
from plot_lengths import name_axis
from plot_scales import color_bar
from plot_spikes import open_ends, without_spikes
from plot_streamlines import streamlines
from plot_windows import close_up

SOLID = "#c9c9c9"


def plot(folder, record, show_mesh, window):
    """Paths of the pictures of the last entry of fields.pvd."""
    scene = load(folder, record)
    if scene is None:
        return []
    title = record.get("title", "")

    def canvas(box):
        return Canvas(scene, title, show_mesh, box)

    written = draw_all(canvas(window), folder, "")
    window = None if window else close_up(scene.flat, scene.axisymmetric)
    if window:
        written += draw_all(canvas(window), folder, "_close_up")
    return written


class Scene:
    """What a picture shows: the plane of the run, or a plane through it, with names of the axes."""

    def __init__(self, piece, record, normal):
        mesh = record.get("mesh", {})
        self.three_dimensional = mesh.get("dimension", 3 if np.ptp(piece.points[:, 2]) > 0 else 2) == 3
        self.mirrored = False  # is the left half of the picture the image of the right?
        self.axisymmetric = mesh.get("axisymmetric", False)
        self.metres = mesh.get("length unit [m]", 1e-9)  # the unit of the coordinates
        self.flat = grid.cut(piece, *normal) if self.three_dimensional else grid.from_quads(piece)
        if self.axisymmetric:
            axes = ("r", "z")
        else:
            axes = [a for a in "xyz" if a != normal[0]] if self.three_dimensional else ("x", "y")
        for i, axis in enumerate(axes):
            part = self.axisymmetric and i == 0 or axis in "xy" and mesh.get("symmetry fraction", 1) < 1
            if part and self.flat.points[:, i].min() >= -1e-6:
                self.flat = self.flat.mirrored(i)
                self.mirrored |= i == 0
        self.axes = axes


def load(folder, record, normal=("y", 0.0), at=-1):
    """An entry of fields.pvd, the last one, or None.

    normal: 3-D runs are cut by the plane where this coordinate has this value, in the unit of the field files;
    at: number of the entry"""
    index = os.path.join(folder, "fields.pvd")
    if not os.path.exists(index):
        return None
    return Scene(vtu.read_pvtu(vtu.list_pvd(index)[at][1]), record, normal)


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


def picture(canvas, name):
    """The figure of one quantity, or None. Its label is the range of the values and their unit where they go
    beyond the scale, else ""."""
    shown = drawing(canvas, name)
    if shown is None:
        return None
    norm, extend = shown.norm(canvas.seen(shown))
    figure, axes, bar = canvas.axes()
    image = canvas.paint(axes, shown, norm)
    color_bar(figure, bar, image, norm, canvas.open_ends(shown, norm, extend), shown.label)
    reached = canvas.beyond(shown, norm)
    figure.set_label(" ".join([*map(str, reached), split(name)[1]]) if reached else "")
    return figure


class Canvas:
    """One window of the pictures; size: of the axes in inches, width at most and height at most."""

    def __init__(self, scene, title, show_mesh, window, size=(5.6, 7.0), rounding=ROUNDING):
        self.mirrored, self.rounding, self.names, self.metres = scene.mirrored, rounding, scene.axes, scene.metres
        self.flat, self.title, self.show_mesh = scene.flat, title, show_mesh
        flat = scene.flat
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
        return flux if flux is not None and np.abs(flux).max() > self.rounding else None

    def cancels(self, current):
        """Is the current density nothing, or what the derivatives leave where the currents of the ions cancel?"""
        if np.abs(current).max() <= FARADAY * self.rounding:
            return True
        area = areas(self.flat.points, self.flat.triangles)
        parts = [abs(CHARGES.get(name[5:].split(" ")[0], 1)) * np.linalg.norm(values, axis=1)
                 for name, values in self.flat.values.items() if name.startswith("flux_")]
        if not parts:
            return False
        mean = [np.sum(area * np.nan_to_num(v[self.flat.triangles]).mean(axis=1)**2) ** 0.5
                for v in (np.linalg.norm(current, axis=1), FARADAY * np.sum(np.nan_to_num(parts), axis=0))]
        return mean[0] <= CANCELLED * mean[1]

    def charged(self, density):
        """Triangles of materials that any ion can enter, or that have a charge of their own."""
        potentials = [v for name, v in self.flat.values.items() if name.startswith("mu_")]
        return self.where_material(lambda points: (density[points] != 0).any()
                                   or any(np.isfinite(mu[points]).any() for mu in potentials))

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
        axes.set(xlim=self.box[:2], ylim=self.box[2:])
        self.name_axes(axes)
        if not stretched:
            axes.set_aspect("equal")
        title = self.title + (" (axes not to scale)" if stretched else "")
        axes.set_title(textwrap.fill(title, max(int(size[0] * 13), 24)), loc="left")
        axes.set_facecolor(SOLID)  # what is not meshed is solid, too
        return figure, axes, bar

    def name_axes(self, axes, which="xy", remark=""):
        """Each coordinate in a unit that suits the window."""
        for i, letter in enumerate("xy"):
            if letter in which:
                axis = axes.xaxis if letter == "x" else axes.yaxis
                name_axis(axis, self.names[i], self.box[2 * i], self.box[2 * i + 1], self.metres,
                          max(self.box[1] - self.box[0], self.box[3] - self.box[2]))
        if remark:
            axes.set_ylabel(axes.get_ylabel() + remark)

    def seen(self, shown):
        """The values of a drawing in the window: without those in the last thousandth of its area at either end where
        they alone would stretch the scale."""
        triangles = self.triangles_of(shown)
        return without_spikes(shown.values, triangles, areas(self.flat.points, triangles)) if shown.spikes \
            else shown.values[triangles.ravel()]

    def triangles_of(self, shown):
        """Those of a drawing that the window shows."""
        triangles = self.flat.triangles if shown.present is None else self.flat.triangles[shown.present]
        return self.visible(triangles).reshape(-1, 3)

    def open_ends(self, shown, norm, extend):
        """Ends of the colour bar beyond which there are values in the window."""
        return open_ends(self.known(shown), norm, extend) if shown.spikes else extend

    def known(self, shown):
        values = shown.values[self.triangles_of(shown).ravel()]
        return values[np.isfinite(values)]

    def beyond(self, shown, norm):
        """(smallest, largest) value in the window if the scale ends inside of that, else ()."""
        values = self.known(shown)
        return (values.min(), values.max()) if shown.spikes and open_ends(values, norm, "neither") != "neither" else ()

    def paint(self, axes, shown, norm):
        """Colours, contours, streamlines, interfaces; returns the image that a colour bar belongs to."""
        flat, present = self.flat, shown.present
        triangles = flat.triangles if present is None else flat.triangles[present]
        x, y = flat.points.T
        if present is not None and not present.all():
            fill(axes, flat.points, flat.triangles[~present], SOLID)
        values = np.clip(shown.values, norm.vmin, norm.vmax)
        image = shade(axes, flat.points, triangles, values, norm, shown.colormap)
        levels, color = (), "white"
        if shown.contours and np.ptp(self.seen(shown)) > shown.tiny:
            levels = np.linspace(norm.vmin, norm.vmax, shown.contours + 2)[1:-1]
        elif isinstance(norm, colors.SymLogNorm):  # where the charge has fallen to a tenth and a hundredth
            levels, color = norm.vmax * np.array([-0.1, -0.01, 0.01, 0.1]), "black"
        levels = [level for level in levels if values[triangles].min() < level < values[triangles].max()]
        if levels:
            axes.tricontour(x, y, triangles, values, levels=levels, colors=color, linewidths=0.5, alpha=0.6,
                            linestyles="solid")
        if shown.vectors is not None:
            self.lines(axes, triangles, shown.vectors, *shown.line_colors)
        self.interfaces(axes)
        if self.show_mesh and len(flat.edges):
            axes.add_collection(LineCollection(flat.edges, colors="black", linewidths=0.2, alpha=0.5))
        return image

    def visible(self, triangles):
        """Points of the triangles that touch the window."""
        corner = self.flat.points[triangles]
        low, high = corner.min(axis=1), corner.max(axis=1)
        x0, x1, y0, y1 = self.box
        inside = (high[:, 0] >= x0) & (low[:, 0] <= x1) & (high[:, 1] >= y0) & (low[:, 1] <= y1)
        return triangles[inside].ravel()

    def lines(self, axes, triangles, vectors, color, halo):
        """Streamlines, each with two arrows where it is not crowded."""
        found = streamlines(self.flat, triangles, vectors, self.box, self.mirrored)
        if not found:
            return
        axes.add_collection(LineCollection(found, colors=color, linewidths=0.7, path_effects=[
            path_effects.withStroke(linewidth=1.7, foreground=halo, alpha=0.35)]))
        places = [(line, max(int(part * (len(line) - 1)), 1)) for line in found for part in (0.18, 0.82)]
        at = np.array([line[i] for line, i in places])
        towards = np.array([line[i] - line[i - 1] for line, i in places])
        towards /= np.hypot(*towards.T)[:, None] + 1e-300
        axes.quiver(*at.T, *towards.T, angles="xy", color=color, pivot="mid", units="inches", scale_units="inches",
                    scale=12, width=0.012, headwidth=5.5, headlength=7, headaxislength=6, zorder=3)

    def interfaces(self, axes):
        """Borders between materials."""
        axes.add_collection(LineCollection(grid.borders(self.flat), colors="black", linewidths=0.8))


def shade(axes, points, triangles, values, norm, colormap):
    """Colours of the values at the points, linear between them: axes.tripcolor without its slow search for limits."""
    image = TriMesh(Triangulation(*points.T, triangles), array=np.asarray(values, dtype=float), norm=norm,
                    cmap=colormap, rasterized=True)
    axes.add_collection(image, autolim=False)
    return image


def fill(axes, points, triangles, color):
    """Triangles in one colour, without seams (and quicker than one polygon each)."""
    shade(axes, points, triangles, np.zeros(len(points)), None, colors.ListedColormap([color]))
