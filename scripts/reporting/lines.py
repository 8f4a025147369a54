"""Fields along lines: the profiles that were asked for or, without any, cuts along and across the object; of a sweep,
several points in one figure. And fields at points."""

import glob
import os

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

import ionflux
import plot_spikes
import plot_tables
from plot_drawings import COULOMB
from plot_labels import field_label, species_label, split, unit_label
from plot_lengths import name_axis, places
from plot_times import TIME, by_time, time_text

from .multiples import MOST_POINTS, swept_values
from .quantities import number
from .tables import from_columns

N_POINTS = 301  # of a cut
PANEL = {"phi": "electric potential [mV]", "charge density": "charge density [C/m$^3$]"}


def profiles(result, album):
    """Figures of the profiles of a run, or of its cuts."""
    figures = []
    known = {name: ("Profile", table) for name, table in given(result).items()} \
        or {name: ("Cut", table) for name, table in cuts(result).items()}
    for name, (kind, table) in known.items():
        figure = plot_tables.profile_figure(table, result.record)
        shown = name.replace("_", " ")
        figures += album.curve(figure, f"{kind.lower()}_{name}", f"{kind} \N{LEFT DOUBLE QUOTATION MARK}{shown}"
                               "\N{RIGHT DOUBLE QUOTATION MARK}: " f"{contents_of(table)} along the line"
                               f"{ends(table, result.record)}.{waver(table)}{spikes(table)}", f"Curves along the line {shown}", wide=True)
    return figures


def waver(table):
    return " Fluxes are those of the gradients at the points: they waver where cells are large for the layers that they hold. " \
        "The table of fluxes has what passes the boundaries, which is conserved." if plot_tables.fluxes_waver(table) else ""


def spikes(table):
    """What the dots beside the curves of the fluxes are."""
    found = plot_spikes.spread(plot_tables.fluxes_drawn(table))
    each = [f"{species_label(name)} {number(low, 2)}" + f" to {number(high, 2)}" * (high > low) for name, (low, high) in found.items()]
    return f" Dots and arrows beside the curves: points of single cells, off their neighbours ({', '.join(each)} {unit_label('mol/m^2/s')})." \
        if each else ""


def contents_of(table):
    """What plot_tables.profile_figure draws of it, in words."""
    words = ["potential"] if np.nan_to_num(table["phi [V]"]).any() else []
    words += ["concentrations", "electrochemical potentials", "fluxes"]
    words += ["rates of reactions"] if any(c.startswith("rate_") for c in table) else []
    return f"{', '.join(words[:-1])} and {words[-1]}"


def given(result):
    """{name: table} of the profiles, in the order of the parameter file."""
    written = result.record.get("files", [])
    paths = glob.glob(os.path.join(glob.escape(result.folder), "profile_*.csv"))
    paths.sort(key=lambda p: (written + [os.path.basename(p)]).index(os.path.basename(p)))
    return {os.path.basename(p)[len("profile_"):-len(".csv")]: ionflux.read_csv(p) for p in paths}


def cuts(result, time=None):
    """{"along": table, "across": table} through the middle, or the narrowest place; columns as in a profile. time: of
    a run in time, [s]; else the last one."""
    if not os.path.exists(result.path("fields.pvd")):
        return {}
    fields = result.fields_at(time)
    ranges = np.array([fields.grid.points[:, d] for d in range(fields.dimension)], dtype=float)
    low, high = ranges.min(axis=1), ranges.max(axis=1)
    mesh = result.record.get("mesh", {})
    part = mesh.get("axisymmetric") or mesh.get("symmetry fraction", 1) < 1
    along = 1 if mesh.get("axisymmetric") else int(np.argmax(high - low))
    middle = np.where(part & (np.abs(low) <= 1e-6 * (high - low)), low, 0.5 * (low + high))
    middle[along] = 0.5 * (low[along] + high[along])
    across = 0 if along != 0 else 1
    made = {}
    for name, axis in (("along", along), ("across", across)):
        line = np.tile(middle, (N_POINTS, 1))
        line[:, axis] = np.linspace(low[axis], high[axis], N_POINTS)
        made[name] = sampled(fields, line)
    if is_constant(made["across"]):  # a problem of one dimension
        del made["across"]
    return made


def is_constant(table):
    """Do potential and concentrations vary by no more than the numbers of field files are rounded?"""
    columns = [table[c][np.isfinite(table[c])] for c in table if c.startswith(("phi", "c_"))]
    return all(np.ptp(v) <= 1e-5 * max(np.abs(v).max(), 1e-12) for v in columns if len(v))


def sampled(fields, line):
    """Table of a line of points, in the unit of the field files."""
    found = fields.probe(line * fields.length)
    table = {"s [m]": np.linalg.norm(line - line[0], axis=1) * fields.length}
    for name, values in found.items():
        quantity, unit = split(name)
        if name == "material":
            table["region"] = values
        elif isinstance(values, np.ndarray) and values.ndim == 2:
            for d, axis in enumerate(fields.coordinates):
                table[f"{quantity}_{axis} [{unit}]"] = np.asarray(values)[:, d]
        else:
            table[name] = np.asarray(values)
    return table


def ends(table, record):
    """" from (0, -50) to (0, 50) nm\""""
    unit = record.get("mesh", {}).get("length unit [m]", 1e-9)
    axes = [c for c in table if c in ("x [m]", "y [m]", "z [m]", "r [m]")]
    if not axes:
        return ""
    (begin, end), name = places([[table[a][i] / unit for a in axes] for i in (0, -1)], unit)
    return f" from {begin} to {end} {name}"


def of_points(result, album):
    """Lines of several points of a sweep: one figure a line, one colour a point."""
    folders = []
    for folder in sorted(glob.glob(os.path.join(glob.escape(result.path("points")), "*"))):
        try:
            point = ionflux.load(folder)
        except ionflux.NoResult:
            continue
        if point.exit_code == 0 and (given(point) or os.path.exists(point.path("fields.pvd"))):
            folders.append((swept_values(result, os.path.basename(folder)), point))
    if not folders:
        return []
    chosen = [folders[i] for i in np.unique(np.linspace(0, len(folders) - 1, MOST_POINTS).round().astype(int))]
    lines = {}
    for label, point in chosen:
        known = given(point)
        for name, table in (known or cuts(point)).items():
            table = by_time(table)[-1][1] if TIME in table else table  # of a run in time the end
            lines.setdefault(("profile" if known else "cut", name), []).append((label, table))
    figures = []
    for (kind, name), tables in lines.items():
        record, end = chosen[0][1].record, chosen[0][1].is_transient
        where = f"{kind} \N{LEFT DOUBLE QUOTATION MARK}{name.replace('_', ' ')}\N{RIGHT DOUBLE QUOTATION MARK}"
        figures += album.curve(points_figure(tables, record), f"{kind}_{name}",
                               f"{what_is_shown(tables).capitalize()} at {len(tables)} point{'s' * (len(tables) > 1)} of the sweep"
                               f"{' (at the end of each)' * end}, {where}{ends(tables[0][1], record)}.", f"Curves along the line {name}, one a point",
                               wide="full")
    return figures


def panel_names(tables):
    """Columns that get a panel: what is not zero in all of the tables."""
    def size(column):
        return max(np.nanmax(np.abs(table[column]), initial=0) for _, table in tables)

    return [c for c in tables[0][1] if c.startswith(("c_", "rate_")) or c == "phi [V]" and size(c) > 0
            or split(c)[0] == "charge density" and size(c) > COULOMB]


def what_is_shown(tables):
    """The same in words."""
    names = panel_names(tables)
    known = [("potential", "phi"), ("concentrations", "c_"), ("charge density", "charge density"), ("rates", "rate_")]
    words = [word for word, start in known if any(n.startswith(start) for n in names)]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def points_figure(tables, record, paint=None):
    """Panels of potential, concentrations and charge density, a colour a point; paint: TimeColors where the labels are
    times [s]."""
    first = tables[0][1]
    unit = record.get("mesh", {}).get("length unit [m]", 1e-9)
    names = panel_names(tables)
    n_rows = -(-len(names) // 2)
    figure, panels = plt.subplots(n_rows, 2, figsize=(8.4, 2.6 * n_rows + 0.5), sharex=True, squeeze=False,
                                  layout="constrained")
    for name, panel in zip(names, panels.flat):
        quantity = split(name)[0]
        scale = 1e3 if quantity == "phi" else 1.0
        for i, (label, table) in enumerate(tables):
            plot_tables.hide_absent(table)
            color = paint(label) if paint else plt.get_cmap("viridis")(i / max(len(tables) - 1, 1) * 0.9)
            panel.plot(table["s [m]"] / unit, table[name] * scale, color=color, linewidth=1.3, label=label,
                       linestyle="--" if paint and label <= 0 else "-")
        values = np.concatenate([table[name] for _, table in tables])
        values = values[np.isfinite(values)]
        if quantity.startswith("c_"):
            panel.set_ylabel(field_label(quantity, split(name)[1]))
            if len(values) and values.min() > 0 and values.max() > 30 * values.min():
                panel.set_yscale("log")
                if values.max() < 200 * values.min():  # powers of ten alone say too little
                    panel.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
                    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
                    panel.yaxis.set_minor_formatter(NullFormatter())
        elif quantity.startswith("rate_"):
            panel.set_ylabel(field_label(quantity, split(name)[1]))
        else:
            panel.set_ylabel(PANEL[quantity])
            plot_tables.level_if_constant(panel, [values * scale], 25.0 if quantity == "phi" else 1.0)
        if quantity == "charge density" and len(values) and np.abs(values).max() > 1:
            panel.set_yscale("symlog", linthresh=1e-3 * np.abs(values).max())
        panel.margins(x=0)
    for panel in panels[-1]:
        name_axis(panel.xaxis, "distance along the line", 0, first["s [m]"][-1] / unit, unit)
    for panel in panels.flat[len(names):]:
        panel.set_visible(False)
        above = panels[n_rows - 2 if n_rows > 1 else 0][1]
        above.tick_params(labelbottom=True)
        name_axis(above.xaxis, "distance along the line", 0, first["s [m]"][-1] / unit, unit)
    if paint:
        paint.bar(figure, panels, [time for time, _ in tables])
    elif len(tables) > 1:
        panels[0][0].legend(loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.3, ncols=3, fontsize=8)
    return figure


def at_points(result):
    """Table of the fields at the ends and in the middle of the cuts, or None."""
    made = cuts(result)
    if not made:
        return None
    along, across = made["along"], made.get("across")
    picked = [("begin", along, 0), ("middle", along, N_POINTS // 2), ("end", along, -1), *([("side", across, -1)] if across else [])]
    picked = [(place, t, i) for place, t, i in picked if t["region"][i]]  # else it is outside of the mesh
    plot_tables.hide_absent(along)
    if across:
        plot_tables.hide_absent(across)
    shown = [c for c in along if c in ("x [m]", "y [m]", "z [m]", "r [m]", "phi [V]", "charge density [C/m^3]")
             or c.startswith("c_")]
    least = {"charge density [C/m^3]": COULOMB, "phi [V]": 0.0}  # of what gets a column
    shown = [c for c in shown if c not in least or np.nanmax(np.abs(along[c])) > least[c]]
    words = {c: f"concentration of {split(c)[0][2:]}" if c.startswith("c_") else {"phi": "potential"}.get(split(c)[0], split(c)[0])
             for c in shown}
    names = {c: f"{words[c]} [{'mmol/L' if c.startswith('c_') else split(c)[1]}]" for c in shown}
    table = {"place": [place for place, _, _ in picked], "material": [t["region"][i] for _, t, i in picked],
             **{names[c]: np.array([t[c][i] for _, t, i in picked]) for c in shown}}
    when = f" at the end, t = {time_text(result.times[-1])}" if result.is_transient else ""
    return from_columns(f"Fields at points of the cuts along and across the object{when}.", table, list(table))


