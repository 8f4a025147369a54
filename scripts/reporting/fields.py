"""Pictures of the fields: potential, concentrations with streamlines of the fluxes, charge and current density, and
the mesh, which is also a layer that the reader may lay over the others."""

import re

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection

import plot_fields
import plot_windows
from plot_labels import species_label, split, unit_label
from plot_lengths import length_label, unit_for

from .figures import Figure
from .quantities import number

RESOLUTION = 150  # dots an inch: over half a page of A4, a picture has 260
SIZE = (3.9, 5.2)  # of the axes in inches: over half a page of A4 the letters keep nearly their size
TINTS = ["#dbe9f6", "#e3f1e1", "#fdf0d5", "#eadff0", "#f7dfe2", "#dff2f1"]


class View:
    """One window of one plane."""

    def __init__(self, scene, window, suffix, where, rounding):
        self.scene, self.suffix, self.where = scene, suffix, where
        self.canvas = plot_fields.Canvas(scene, "", False, window, SIZE, rounding)

    def open(self):
        """Triangles that some ion can enter; all of them where the file does not tell."""
        potentials = [v for name, v in self.scene.flat.values.items() if name.startswith("mu_")]
        return self.scene.flat.triangles[self.canvas.where_material(
            lambda points: not potentials or any(np.isfinite(v[points]).any() for v in potentials))]


def views(folder, record, rounding=plot_fields.ROUNDING, at=-1):
    """The views of a run: everything, where most happens, the narrowest place, and across; none without fields.

    rounding: flux densities [mol/m^2/s] below it are nothing; at: number of the entry in fields.pvd."""
    normal, other = planes(record)
    scene = plot_fields.load(folder, record, (normal, 0.0), at)
    if scene is None:
        return []
    plane = f", plane {normal} = 0" if scene.three_dimensional else ""
    current = plot_windows.field_of(scene.flat, "current density")
    still = current is None or np.abs(current).max() <= plot_fields.FARADAY * rounding
    unit = record.get("mesh", {}).get("length unit [m]", 1e-9)
    window = plot_windows.close_up(scene.flat, scene.axisymmetric, still, unit)
    found = [View(scene, None, "_overview" if window else "", f"whole domain{plane}", rounding)]
    if window:
        found.append(View(scene, window, "", f"close-up{plane}", rounding))
    tip = plot_windows.narrowest(scene.flat, found[-1].open(), found[-1].canvas.box)
    if tip:
        found.append(View(scene, tip, "_narrowest", f"the narrowest place{plane}", rounding))
    if scene.three_dimensional:
        found.append(cross_section(folder, record, other, next(v for v in found if not v.suffix).canvas.box, rounding, at))
    return found


def planes(record):
    """Normals of the plane of a 3-D run that the pictures show, and of the cross-section. Of a flow that varies with y (a
    wind with the height, on the ground y = 0) the plane along both."""
    given = {p["name"]: p["value"] for p in record.get("parameters", []) if p["section"] == ["Flow"] and "value" in p}
    return ("z", "y") if given.get("Across") == "y" else ("y", "z")


def cross_section(folder, record, normal, box, rounding, at=-1):
    """The plane with this normal through the middle of a window (0 if that is close), where ions are."""
    z0, z1 = box[2:]
    height = 0.0 if abs(z0 + z1) < 0.2 * (z1 - z0) else 0.5 * (z0 + z1)
    scene = plot_fields.load(folder, record, (normal, height), at)
    unit = unit_for(max(abs(height), np.ptp(scene.flat.points, axis=0).max()), scene.metres)
    scene.flat.values = {n: v for n, v in scene.flat.values.items() if v.ndim == 1}  # the flux goes through the plane
    view = View(scene, None, "_across", f"cross-section at {normal} = {height * scene.metres / unit:.3g} {length_label(unit)}", rounding)
    material = scene.flat.values["material"]
    inside = scene.flat.points[~np.isin(material, list(solid(view)))]
    if len(inside) < len(material):
        low, high = scene.flat.points.min(axis=0), scene.flat.points.max(axis=0)
        margin = 0.25 * np.ptp(inside, axis=0).max()
        low, high = np.maximum(low, inside.min(axis=0) - margin), np.minimum(high, inside.max(axis=0) + margin)
        view.canvas.box = [low[0], high[0], low[1], high[1]]
    return view


def pictures(result, album, folder=None, record=None, suffix="", lead=""):
    """(figures, {layer: data}) of a run; `folder` and `record` of a point of a sweep."""
    found = views(folder or result.folder, record or result.record, result.floors.density)
    if folder:
        found = [view for view in found if view.suffix in ("", "_narrowest")]
    figures, layers = [], {}
    for view in found:
        names = [n for n in view.scene.flat.values if wanted(view, n)]
        view.suffix += suffix
        layer = f"mesh{view.suffix}"
        if len(view.scene.flat.edges):
            layers[layer] = album.path(layer + "_layer.png")
            save_layer(view, layers[layer])
        if not view.suffix.startswith("_narrowest"):
            figures += mesh_figure(view, record or result.record, album, lead)
        for name in sorted(names, key=rank):
            figures += field_figure(view, name, album, layer in layers, lead)
    return figures, layers


def wanted(view, name):
    """All quantities where most happens, the potential of everything, the ions in a cross-section and, with the
    charge, where it is narrow."""
    if view.suffix == "_narrowest":
        return name.startswith(("c_", "charge density"))
    if view.suffix == "_across":
        return name.startswith("c_")
    return view.suffix == "" or name.startswith("phi")


def rank(name):
    """Order in the report."""
    order = ["phi", "c_", "charge density", "current density", "rate_", "velocity"]
    return next((i for i, start in enumerate(order) if name.startswith(start)), len(order))


def field_figure(view, name, album, has_mesh, lead):
    figure = plot_fields.picture(view.canvas, name)
    if figure is None:
        return []
    quantity = split(name)[0]
    file = re.sub("[^A-Za-z0-9+-]+", "_", {"phi": "potential"}.get(quantity, quantity)) + view.suffix + ".png"
    caption = f"{lead}{words(quantity, view)}, {view.where}.{beyond(figure.get_label())}"
    place = save(figure, album.path(file), album)
    return [Figure(album.path(file), caption, f"Map of the {words(quantity, view).split(',')[0].lower()}, {view.where}",
                   overlay=(f"mesh{view.suffix}", place) if has_mesh else None)]


def beyond(label):
    """What the arrows at the scale stand for; label: of plot_fields.picture."""
    if not label:
        return ""
    low, high, unit = label.split(" ", 2)
    return f" Beyond the scale are thousandths of the area, at corners or in single cells: the values reach from " \
           f"{number(float(low), 3)} to {number(float(high), 3)} {unit_label(unit)}."


def words(quantity, view):
    """What the picture shows, for its caption."""
    if quantity == "phi":
        return "Electric potential with equipotential lines"
    if quantity.startswith("c_"):
        name = species_label(quantity[2:])
        lines = view.canvas.flux(quantity[2:]) is not None
        return f"Concentration of {name}" + (" and streamlines of its flux" if lines else "")
    if quantity == "charge density":
        return "Charge density, linear up to a thousandth of the largest, then logarithmic; black lines: a tenth and " \
               "a hundredth of it"
    if quantity == "current density":
        return "Current density (magnitude) and its streamlines"
    if quantity.startswith("rate_"):
        name = quantity[len("rate_"):].replace("_", " ")
        return f"Rate of the reaction \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK} (forward " \
               "positive), linear up to a thousandth of the largest, then logarithmic; black lines: a tenth and a hundredth"
    if quantity == "velocity":
        return "Velocity of the solvent (magnitude) and its streamlines"
    return quantity[0].upper() + quantity[1:]


def save(figure, path, album):
    """Write the picture; returns the place of its axes in it: left, top, width, height in per cent."""
    renderer = figure.canvas.get_renderer()
    box = figure.get_tightbbox(renderer).padded(0.05)  # inches
    axes = figure.axes[0].get_window_extent(renderer).transformed(figure.dpi_scale_trans.inverted())
    album.map(figure, path, RESOLUTION, bbox_inches=box)
    return tuple(round(100 * x, 3) for x in ((axes.x0 - box.x0) / box.width, (box.y1 - axes.y1) / box.height,
                                             axes.width / box.width, axes.height / box.height))


def save_layer(view, path):
    """The mesh alone, on nothing: exactly the rectangle of the axes."""
    figure, axes, bar = view.canvas.axes()
    bar.remove()
    axes.set_axis_off()
    axes.set_title("", loc="left")
    figure.patch.set_alpha(0)
    axes.add_collection(mesh_lines(view, "0.55", 0.4))
    figure.savefig(path, dpi=2 * RESOLUTION, bbox_inches=figure.bbox_inches, transparent=True)
    plt.close(figure)


def mesh_lines(view, color, width):
    """The mesh in lines of this width [points], thinner where they would leave no space between them."""
    edges = view.scene.flat.edges
    x0, x1, y0, y1 = view.canvas.box
    low, high = edges.min(axis=1), edges.max(axis=1)
    seen = (high[:, 0] >= x0) & (low[:, 0] <= x1) & (high[:, 1] >= y0) & (low[:, 1] <= y1)
    length = np.abs(np.diff(edges[seen], axis=1)).sum(axis=(0, 1))
    n_lines = 0.5 * max(length[0] / (x1 - x0), length[1] / (y1 - y0), 1)  # an edge stands twice, once an element
    return LineCollection(edges[seen], colors=color, linewidths=min(width, 0.4 * 72 * min(SIZE) / n_lines))


def mesh_figure(view, record, album, lead):
    """Materials and mesh."""
    flat, canvas = view.scene.flat, view.canvas
    if not len(flat.edges):
        return []
    figure, axes, bar = canvas.axes()
    bar.remove()
    material = flat.values["material"][flat.triangles[:, 0]]
    shown = np.unique(flat.values["material"][canvas.visible(flat.triangles)]).astype(int)
    empty = solid(view)
    tints = iter(TINTS * 9)
    names = record.get("mesh", {}).get("regions", [])
    for m in shown:
        color = plot_fields.SOLID if m in empty else next(tints)
        plot_fields.fill(axes, flat.points, flat.triangles[material == m], color)
        axes.fill([], [], color=color, label=names[m] if m < len(names) else f"material {m}")
    axes.add_collection(mesh_lines(view, "0.35", 0.3))
    canvas.interfaces(axes)
    if len(shown) > 1:
        axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1), fontsize=9, borderaxespad=0)
    path = album.path(f"mesh{view.suffix}.png")
    save(figure, path, album)
    cells = record.get("mesh", {}).get("cells")
    solid_words = "; grey: closed to ions" if any(m in empty for m in shown) else ""
    return [Figure(path, f"{lead}Regions and mesh, {view.where}{solid_words}.",
                   f"The mesh{f' of {cells} cells' if cells else ''} over the regions of the domain, {view.where}")]


def solid(view):
    """Materials that no species can enter."""
    flat = view.scene.flat
    potentials = [v for name, v in flat.values.items() if name.startswith("mu_")]
    material = flat.values["material"]
    if not potentials:
        return set()
    return {int(m) for m in np.unique(material) if all(not np.isfinite(v[material == m]).any() for v in potentials)}
