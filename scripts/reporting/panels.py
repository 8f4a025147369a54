"""What panels of curves over time have in common: axes with sign, legends above, steps that are no result."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import is_zero, prefixed, unit_label

ONE = (4.8, 3.5)  # inches, of a figure of one panel
WIDE = 100  # from the least to the largest size of a curve: more than that, and its axis is logarithmic


def size(values):
    """The largest absolute value; 0 of nothing."""
    values = np.asarray(values, dtype=float)
    return np.abs(values[np.isfinite(values)]).max(initial=0)


def scaled(largest, unit):
    """(factor, unit) that make this value one of a few digits: with a prefix or, where there is none, a power of ten."""
    (value,), shown = prefixed([largest], unit)
    if not largest > 0 or 1e-2 <= value < 1e4:
        return (value / largest if largest > 0 else 1.0), unit_label(shown)
    power = int(np.floor(np.log10(largest)))
    return 10.0**-power, f"$10^{{{power}}}$ {unit_label(unit)}"


def grid_of(n, height=2.9, width=8.4):
    """(figure, n panels): two in a row, or one."""
    n_columns, n_rows = min(n, 2), -(-n // 2)
    size_of = (width, 0.9 + height * n_rows) if n > 1 else ONE
    figure, panels = plt.subplots(n_rows, n_columns, figsize=size_of, sharex=True, squeeze=False, layout="constrained")
    for panel in panels.flat[n:]:
        panel.set_visible(False)
        panels[-2, -1].tick_params(labelbottom=True)
    return figure, list(panels.flat[:n]), n_columns


def dress(panels, n_columns, axis):
    """The axis of time of all panels, with its label below the last of each column."""
    for i, panel in enumerate(panels):
        axis.dress(panel, labelled=i + n_columns >= len(panels))


def legend_above(panel, n_columns=2):
    if panel.get_legend_handles_labels()[1]:
        panel.legend(fontsize=8, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2, ncols=n_columns,
                     columnspacing=1.2, handlelength=1.7)


def signed_scale(panel, curves, logarithmic, accuracy):
    """A logarithmic axis with sign where the curves span decades, linear where they are smaller than their error:
    `accuracy`, relative to the largest. Only the sides that are used."""
    known = np.concatenate([np.asarray(c)[np.isfinite(c) & (c != 0)] for c in curves] or [np.zeros(0)])
    panel.axhline(0, color="0.6", linewidth=0.7, zorder=0)
    sizes = np.abs(known)
    if not len(known) or not logarithmic or sizes.max() <= WIDE * max(sizes.min(), accuracy * sizes.max()):
        return
    threshold = 10.0**np.ceil(np.log10(max(sizes.min(), accuracy * sizes.max())))
    panel.set_yscale("symlog", linthresh=threshold, linscale=0.4)
    sides = (known < -threshold).any(), (known > threshold).any()
    panel.set_ylim(-2 * sizes.max() if sides[0] else -0.7 * threshold, 2 * sizes.max() if sides[1] else 0.7 * threshold)
    top = np.floor(np.log10(sizes.max()))
    powers = 10.0**np.arange(top, np.log10(threshold) - 0.5, -max(np.ceil((top - np.log10(threshold)) / 4), 1))
    panel.set_yticks([*(-powers[::-1] if sides[0] else []), 0, *(powers[::-1] if sides[1] else [])])
    panel.yaxis.set_minor_locator(plt.NullLocator())


def unknown_rates(times, breaks):
    """Mask of the times whose rates are no result: of the first step, and of the first one after a jump. Over it,
    a rate is the jump divided by the step."""
    order = np.unique(times)
    unknown = {order[0]} if len(order) else set()
    for time in breaks:
        later = order[order > time * (1 + 1e-12)]
        unknown |= set(later[:1])
    return np.isin(times, list(unknown))


def telling(curves, little):
    """Names of the curves {name: values} that are more than this part of the largest, in their order."""
    largest = max((size(v) for v in curves.values()), default=0.0)
    return [name for name, values in curves.items()
            if size(values) > little * largest and not is_zero(values, largest)]
