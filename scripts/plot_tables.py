"""Pictures of the profiles and of the fluxes."""

import glob
import os
import textwrap

import matplotlib.pyplot as plt
import numpy as np

import plot_spikes
import plot_times
from ionflux import read_csv
from plot_labels import NOISE, ZERO, is_zero, prefixed, species_label, split, unit_label
from plot_lengths import name_axis
from plot_times import TIME


def plot(folder, record):
    """Paths of the pictures of profile_*.csv and fluxes.csv."""
    written = []
    for path in sorted(glob.glob(os.path.join(folder, "profile_*.csv"))):
        figure = profile_picture(path, record)
        written += save(figure, os.path.join(folder, "plot_" + os.path.basename(path)[:-4] + ".png"))
    path = os.path.join(folder, "fluxes.csv")
    if os.path.exists(path) and TIME in read_csv(path):
        written += save(plot_times.current_picture(read_csv(path), record), os.path.join(folder, "plot_currents.png"))
    elif os.path.exists(path):
        written += save(flux_picture(path, record), os.path.join(folder, "plot_fluxes.png"))
    return written


def save(figure, path):
    if figure is None:
        return []
    figure.savefig(path)
    plt.close(figure)
    return [path]


def profile_picture(path, record, titled=True):
    title = ""
    if titled:
        name = os.path.basename(path)[len("profile_"):-4].replace("_", " ")
        title = f"profile \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
        title = ": ".join(filter(None, [record.get("title", ""), title]))
    table = read_csv(path)
    if TIME in table:
        return plot_times.profile_picture(table, record, title)
    return profile_figure(table, record, title)


def profile_figure(table, record, title=""):
    """Potential (where there is any), concentrations, electrochemical potentials, fluxes and rates of reactions along a
    line; None if that is no line."""
    if "s [m]" not in table or len(table["s [m]"]) < 2:
        return None
    unit = record.get("mesh", {}).get("length unit [m]", 1e-9)
    s = table["s [m]"] / unit
    hide_absent(table)
    draw = [*([potential] if np.nan_to_num(table["phi [V]"]).any() else []), concentrations, electrochemical, along_line,
            *([rates] if any(c.startswith("rate_") for c in table) else [])]
    n_rows = -(-len(draw) // 2)
    figure, panels = plt.subplots(n_rows, 2, figsize=(8.4, 3.0 * n_rows), sharex=True, layout="constrained")
    if title:
        figure.suptitle(title)
    regions = table["region"] if isinstance(table["region"], list) else [""] * len(s)
    for panel, one in zip(panels.flat, draw):
        one(panel, s, table)
        shade(panel, s, regions)
        panel.margins(x=0)
        if panel.get_legend_handles_labels()[0]:
            panel.legend()
    for panel in panels.flat[len(draw):]:
        panel.set_visible(False)
    for panel in panels.flat[max(len(draw) - 2, 0):len(draw)]:
        name_axis(panel.xaxis, "distance along the line", 0, s[-1], unit)
        panel.tick_params(labelbottom=True)
    name_regions(panels[0, 0], s, regions)
    return figure


def potential(panel, s, table):
    phi = table["phi [V]"]
    scale, text = (1e3, "mV") if np.nanmax(np.abs(phi), initial=0) < 1.5 else (1.0, "V")
    panel.plot(s, phi * scale, color="black")
    level_if_constant(panel, [phi * scale], 1e3 * VOLT if text == "mV" else VOLT)
    panel.set_ylabel(f"electric potential [{text}]")


def concentrations(panel, s, table):
    columns = [c for c in table if c.startswith("c_")]
    lines(panel, s, table, columns, 1.0)
    values = np.concatenate([table[c] for c in columns] or [np.zeros(1)])
    values = values[np.isfinite(values) & (values > 0)]
    if values.size and values.max() > 30 * values.min():
        panel.set_yscale("log")
        panel.set_ylim(max(values.min(), values.max() * 1e-6) / 1.5, values.max() * 1.5)
    panel.set_ylabel("concentration [mmol/L]")


def electrochemical(panel, s, table):
    columns = [c for c in table if c.startswith("mu_")]
    lines(panel, s, table, columns, 1e-3)
    level_if_constant(panel, [table[c] * 1e-3 for c in columns], KILOJOULE)
    panel.set_ylabel("electrochemical potential [kJ/mol]")


def rates(panel, s, table):
    """Rates of the reactions, where they happen."""
    columns = [c for c in table if c.startswith("rate_")]
    lines(panel, s, table, columns, 1.0)
    panel.axhline(0, color="0.6", linewidth=0.6, zorder=0)
    panel.set_ylabel(f"rate [{unit_label(split(columns[0])[1])}]")


def hide_absent(table):
    """No concentration and flux (instead of zero) in materials that a species cannot enter."""
    regions = np.array(table["region"])
    for column in [c for c in table if c.startswith("mu_")]:
        species = split(column)[0][len("mu_"):]
        for region in set(table["region"]):
            here = regions == region
            if not np.isnan(table[column][here]).all():
                continue
            for other in table:
                if split(other)[0] == f"c_{species}" or other.startswith(f"flux_{species}_"):
                    table[other][here] = np.nan


def lines(panel, s, table, columns, scale):
    for column in columns:
        quantity = split(column)[0]
        panel.plot(s, table[column] * scale, label=species_label(quantity.split("_", 1)[1]))


VOLT, KILOJOULE = 0.025, 2.5  # thermal: about RT/F [V] and RT [kJ/mol]


def level_if_constant(panel, curves, thermal):
    """Curves that vary by rounding only are drawn level, not magnified until the rounding fills the panel."""
    known = [c[np.isfinite(c)] for c in curves]
    known = [c for c in known if len(c)]
    if known and all(np.ptp(c) <= NOISE * max(thermal, np.abs(c).max()) for c in known):
        middle = [c.mean() for c in known]
        panel.set_ylim(min(middle) - thermal, max(middle) + thermal)


def in_equilibrium(table, species):
    """Is the electrochemical potential constant along the line, but for rounding? Then nothing flows."""
    for column in table:
        if split(column)[0] == f"mu_{species}":
            mu = table[column][np.isfinite(table[column])] * 1e-3
            return len(mu) > 0 and np.ptp(mu) <= NOISE * max(KILOJOULE, np.abs(mu).max())
    return False


def fluxes_along(table):
    """{species: flux in the direction of the line}"""
    axes = [c[0] for c in table if c in ("x [m]", "y [m]", "z [m]", "r [m]")]
    ends = np.array([table[f"{a} [m]"][-1] - table[f"{a} [m]"][0] for a in axes])
    direction = ends / np.linalg.norm(ends)
    suffix = "_" + axes[0]
    fluxes = {}
    for column in table:
        quantity, unit = split(column)
        if quantity.startswith("flux_") and quantity.endswith(suffix):
            stem = quantity[:-len(suffix)]
            fluxes[stem[len("flux_"):]] = sum(d * table[f"{stem}_{a} [{unit}]"] for d, a in zip(direction, axes))
    return fluxes


WAVERING = 0.02  # of a flux, from one point to the next


def fluxes_waver(table):
    """Does a flux jump to and fro along the line? Gradients do, within and between cells that are large for what they hold."""
    fluxes = {species: flux[np.isfinite(flux)] for species, flux in fluxes_along(table).items()}
    largest = max((np.abs(flux).max(initial=0) for flux in fluxes.values()), default=0)
    for species, flux in fluxes.items():
        turns = np.minimum(np.abs(flux[1:-1] - flux[:-2]), np.abs(flux[1:-1] - flux[2:])) * \
            (np.sign(flux[1:-1] - flux[:-2]) == np.sign(flux[1:-1] - flux[2:]))
        seen = np.abs(flux).max(initial=0) > 1e-4 * largest  # less is rounding of field files
        if seen and not in_equilibrium(table, species) and turns.max(initial=0) > WAVERING * np.abs(flux).max(initial=0):
            return True
    return False


def fluxes_drawn(table):
    """{species: flux} of those that flow: what rounding left of the others is no curve."""
    fluxes = fluxes_along(table)
    largest = max((np.nanmax(np.abs(flux), initial=0) for flux in fluxes.values()), default=0)
    return {name: flux for name, flux in fluxes.items() if not is_zero(flux, largest) and not in_equilibrium(table, name)}


def along_line(panel, s, table):
    """Fluxes in the direction of the line."""
    drawn = fluxes_drawn(table)
    for species in fluxes_along(table):
        if species in drawn:
            plot_spikes.curve(panel, s, drawn[species], species_label(species))
        else:
            panel.plot([], [], " ", label=f"{species_label(species)}: {ZERO}")
    if not drawn:
        panel.set_yticks([0])
    panel.axhline(0, color="0.6", linewidth=0.6, zorder=0)
    panel.set_ylabel("flux along the line [mol/m$^2$/s]")


def spans(s, regions):
    """(begin, end, name) of the regions a line passes."""
    starts = [0] + [i for i in range(1, len(regions)) if regions[i] != regions[i - 1]] + [len(regions)]
    for a, b in zip(starts, starts[1:]):
        end = s[b - 1] if b == len(regions) else 0.5 * (s[b - 1] + s[b])
        begin = s[a] if a == 0 else 0.5 * (s[a - 1] + s[a])
        yield begin, end, regions[a]


def shade(panel, s, regions):
    names = list(dict.fromkeys(regions))
    for begin, end, name in spans(s, regions):
        if names.index(name) % 2 == 1:
            panel.axvspan(begin, end, color="0.92", zorder=-1, linewidth=0)


def name_regions(panel, s, regions):
    if len(set(regions)) < 2:
        return
    for begin, end, name in spans(s, regions):
        if name and end - begin > 0.1 * (s[-1] - s[0]):
            panel.text(0.5 * (begin + end), 1.01, name, transform=panel.get_xaxis_transform(), ha="center",
                       va="bottom", fontsize=8, color="0.35")


def flux_picture(path, record):
    """Fluxes of the species and the current through the boundaries: bars, or lines over the first column that
    varies if it is a sweep."""
    table = read_csv(path)
    if not isinstance(table.get("boundary"), list) or not isinstance(table.get("species"), list):
        return None
    known = [i for i, name in enumerate(table["boundary"]) if name]  # a point that failed has an empty row
    table = {c: [v[i] for i in known] if isinstance(v, list) else v[known] for c, v in table.items() if c != "point"}
    panels = []
    for start, of_all in (("flux", False), ("current", True)):
        column = next((c for c in table if c.startswith(start) and isinstance(table[c], np.ndarray)), None)
        rows = [i for i, name in enumerate(table["species"]) if (name == "all") == of_all]
        if column and rows and np.nanmax(np.abs(table[column][rows]), initial=0) > 0:
            panels.append((column, rows))
    if not panels:
        return None
    wide = [max(3.2, 0.6 + 0.75 * min(len({(table["boundary"][i], table["species"][i]) for i in rows}), 12))
            for _, rows in panels]
    figure, axes = plt.subplots(1, len(panels), figsize=(sum(wide), 3.8), layout="constrained", squeeze=False,
                                width_ratios=wide)
    for panel, (column, rows) in zip(axes[0], panels):
        flux_panel(panel, table, column, rows)
    title = record.get("title", "") or "fluxes through the boundaries"
    figure.suptitle(textwrap.fill(title, int(sum(wide) * 12)))
    return figure


def flux_panel(panel, table, column, rows):
    quantity, unit = split(column)
    values, unit = prefixed(table[column], unit)
    largest = np.nanmax(np.abs(values[rows]))
    values = np.where(np.abs(values) < 1e-6 * largest, 0.0, values)  # rounding errors on insulating boundaries
    keys = list(dict.fromkeys((table["boundary"][i], table["species"][i]) for i in rows))
    of_key = {k: [i for i in rows if (table["boundary"][i], table["species"][i]) == k] for k in keys}
    boundaries, species = (list(dict.fromkeys(k[i] for k in keys)) for i in (0, 1))
    sweep = next((c for c in table if isinstance(table[c], np.ndarray) and c != column
                  and len(np.unique(table[c][of_key[keys[0]]])) > 1), None)
    if sweep and max(map(len, of_key.values())) > 1:
        for key in keys:
            panel.plot(table[sweep][of_key[key]], values[of_key[key]], marker="o", markersize=3,
                       label=", ".join([species_label(key[1])] * (key[1] != "all") + [key[0]]))
        panel.set_xlabel(unit_label(sweep))
    else:
        width = 0.8 / len(species)
        for j, name in enumerate(species):
            places = [i + (j - 0.5 * (len(species) - 1)) * width for i in range(len(boundaries))]
            heights = [values[of_key[b, name][-1]] if (b, name) in of_key else np.nan for b in boundaries]
            bars = panel.bar(places, heights, 0.92 * width, label="" if name == "all" else species_label(name),
                             color="0.45" if name == "all" else None)
            panel.bar_label(bars, [f"{h + 0.0:.4g}" if np.isfinite(h) else "" for h in heights], fontsize=8, padding=2)
        panel.set_xticks(range(len(boundaries)), [textwrap.fill(b.replace("_", " "), 12) for b in boundaries])
        panel.tick_params(axis="x", length=0)
        panel.margins(y=0.15)
    panel.axhline(0, color="black", linewidth=0.8)
    panel.set_ylabel(f"{quantity}, outward positive [{unit_label(unit)}]")
    if panel.get_legend_handles_labels()[0]:
        panel.legend()
