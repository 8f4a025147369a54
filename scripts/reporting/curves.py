"""Curves of a sweep: what those over the voltage and those over another quantity have in common."""

import numpy as np

from plot_labels import ZERO, prefixed, species_label, split, unit_label

from .quantities import MINUS

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


def paired(table, axes):
    """Do the swept quantities vary together, so that each has as many values as there are points?"""
    together = set(zip(*(map(str, table[a]) for a in axes)))
    return len(axes) > 1 and all(len(set(map(str, table[a]))) == len(together) for a in axes)


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


def with_gaps(x, y, all_x):
    """(x, y) in ascending order, NaN where the sweep has a point without a value: a line must not cross it."""
    all_x = all_x[np.isfinite(all_x)]
    nearest = np.abs(all_x[:, None] - x[None, :]).min(axis=1, initial=np.inf)
    missing = all_x[nearest > 1e-9 * np.abs(all_x).max(initial=0)]
    x, y = np.concatenate([x, missing]), np.concatenate([y, np.full(len(missing), np.nan)])
    order = np.argsort(x, kind="stable")
    return x[order], y[order]


class Drawn:
    """Curves of one panel; one that lies on another gets no line of its own but a share in its label."""

    def __init__(self, panel):
        self.panel, self.curves = panel, []

    def plot(self, x, y, label, *style, **options):
        for line, other in self.curves:
            if label and len(other) == len(y) and np.allclose(other, y, rtol=1e-9, atol=0, equal_nan=True):
                line.set_label(f"{line.get_label()} = {label}")
                return
        options.setdefault("marker", MARKERS[len(self.curves) % len(MARKERS)])
        (line,) = self.panel.plot(x, y, *style, markersize=3.5, label=label, **options)
        self.curves.append((line, y))

    def __bool__(self):
        return bool(self.curves)
