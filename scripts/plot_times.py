"""Runs in time: axes of time, colours of times, and tables cut by time."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import cm, colors

from plot_labels import prefixed, species_label, split, unit_label
from plot_lengths import name_axis

TIME = "time [s]"
MOST_BREAKS = 20  # that lines show
DECADES = 30  # from the middle time to the last: more than that, and a linear axis shows the end only


def time_text(seconds):
    """3e-06 -> "3 µs" """
    (value,), unit = prefixed([seconds], "s")
    return f"{value:.4g} {unit_label(unit)}"


class TimeAxis:
    """How times are shown: logarithmic from the first step where times span decades, else from 0 in one unit.

    After a jump or bend in the middle of a run things begin anew: then the axis is linear."""

    def __init__(self, times, breaks=(), linear=False):
        """times, breaks: [s]; linear: whatever the times are"""
        self.times = np.unique(np.asarray(times, dtype=float))
        positive = self.times[self.times > 0]
        self.logarithmic = not linear and not len(breaks) and len(positive) > 2 \
            and positive[-1] > DECADES * np.median(positive)
        last = self.times[-1] if len(self.times) else 1.0
        (scaled,), self.unit = prefixed([last], "s")
        self.factor = scaled / last if last else 1.0
        self.breaks = np.asarray(breaks, dtype=float)
        if self.logarithmic:
            self.factor, self.unit = 1.0, "s"

    def __call__(self, times):
        """Places on the axis; NaN for 0 on a logarithmic one."""
        places = np.asarray(times, dtype=float) * self.factor
        return np.where(places > 0, places, np.nan) if self.logarithmic else places

    def dress(self, panel, labelled=True):
        """Scale, label and times of jumps of a panel."""
        if self.logarithmic:
            panel.set_xscale("log")
        if len(self.times) > 1:  # the same for all curves of a run, also those of output times
            low, high = self.times[self.times > 0].min() if self.logarithmic else 0.0, self.times[-1]
            panel.set_xlim(*(np.array([low / 1.3, high * 1.3] if self.logarithmic else [-0.02 * high, 1.02 * high])
                             * self.factor))
        for place in self(self.breaks[:MOST_BREAKS]):
            panel.axvline(place, color="0.8", linewidth=0.7, zorder=0)
        if labelled:
            panel.set_xlabel(f"time [{unit_label(self.unit)}]")


def by_time(table):
    """[(time, its rows without the column of the time)], ascending."""
    made = []
    for time in np.unique(np.asarray(table[TIME])):
        rows = np.flatnonzero(np.asarray(table[TIME]) == time)
        made.append((float(time), {name: [v[i] for i in rows] if isinstance(v, list) else np.asarray(v)[rows]
                                   for name, v in table.items() if name != TIME}))
    return made


def at_end(table):
    """The rows of the last time."""
    return by_time(table)[-1][1]


def chosen(items, most):
    """At most so many of them, evenly; the first and the last are among them."""
    return [items[i] for i in np.unique(np.linspace(0, len(items) - 1, most).round().astype(int))]


class TimeColors:
    """A colour for each of some times: by the logarithm where they span decades; what is before the first positive
    time (the start) is black."""

    def __init__(self, times):
        positive = [t for t in times if t > 0]
        low, high = (min(positive), max(positive)) if positive else (0.5, 1.0)
        self.logarithmic = high > DECADES * low
        if self.logarithmic:
            self.factor, self.unit, self.norm = 1.0, "s", colors.LogNorm(low, high)
        else:
            (scaled,), self.unit = prefixed([high], "s")
            self.factor = scaled / high
            self.norm = colors.Normalize(0, scaled)
        self.map = colors.ListedColormap(plt.get_cmap("viridis")(np.linspace(0, 0.92, 256)))

    def __call__(self, time):
        return self.map(self.norm(time * self.factor)) if time > 0 else "black"

    def bar(self, figure, panels, times):
        """The scale, beside the panels, with a line at each of the times."""
        bar = figure.colorbar(cm.ScalarMappable(self.norm, self.map), ax=panels, fraction=0.05, pad=0.01, aspect=40)
        bar.set_label(f"time [{unit_label(self.unit)}]{'; black: start' if min(times, default=1) <= 0 else ''}")
        for time in times:
            if time > 0:
                bar.ax.axhline(time * self.factor, color="white", linewidth=1.0)
        return bar


def unit_of(table, name):
    """(column, unit) of a quantity whatever its unit, (None, "") if there is none."""
    found = next((c for c in table or {} if split(c)[0] == name), None)
    return found, split(found)[1] if found else ""


MOST_LINES = 9


def profile_picture(table, record, title=""):
    """Potential and concentrations along a line, a colour a time."""
    moments = chosen(by_time(table), MOST_LINES)
    unit, paint = record.get("mesh", {}).get("length unit [m]", 1e-9), TimeColors([time for time, _ in moments])
    names = [c for c in table if c.startswith(("phi", "c_"))]
    figure, panels = plt.subplots(-(-len(names) // 2), 2, figsize=(8.4, 3.0 * -(-len(names) // 2)), sharex=True,
                                  squeeze=False, layout="constrained")
    figure.suptitle(title)
    for name, panel in zip(names, panels.flat):
        for time, part in moments:
            panel.plot(part["s [m]"] / unit, part[name], color=paint(time), linewidth=1.3)
        quantity, of = split(name)
        panel.set_ylabel("electric potential [V]" if quantity == "phi" else
                         f"concentration of {species_label(quantity[2:])} [{unit_label(of)}]")
        panel.margins(x=0)
    for panel in panels[-1]:
        name_axis(panel.xaxis, "distance along the line", 0, moments[0][1]["s [m]"][-1] / unit, unit)
    for panel in panels.flat[len(names):]:
        panel.set_visible(False)
    paint.bar(figure, panels, [time for time, _ in moments])
    return figure


def current_picture(table, record):
    """Total current through the boundaries that carry any, without the first step, whose rate is not known."""
    column, unit = unit_of(table, "total current")
    species, boundary = np.array(table["species"]), np.array(table["boundary"])
    later = np.asarray(table[TIME]) > np.asarray(table[TIME]).min()
    curves = {name: (table[TIME][rows], table[column][rows]) for name in dict.fromkeys(table["boundary"])
              if (rows := (species == "all") & (boundary == name) & later).any()} if column else {}
    largest = max((np.abs(values).max() for _, values in curves.values()), default=0.0)
    if not largest > 0:
        return None
    (scaled,), shown = prefixed([largest], unit)
    axis = TimeAxis(table[TIME])
    figure, panel = plt.subplots(figsize=(6.4, 4.0), layout="constrained")
    for name, (times, values) in curves.items():
        if np.abs(values).max() > 1e-6 * largest:
            panel.plot(axis(times), values * scaled / largest, label=name.replace("_", " "))
    axis.dress(panel)
    panel.set_ylabel(f"total current, outward positive [{unit_label(shown)}]")
    panel.set_title(record.get("title", ""))
    panel.legend()
    return figure
