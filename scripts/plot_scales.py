"""Scales of the colours of a field, and their bars."""

import textwrap

import numpy as np
from matplotlib import colors
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator


def decades_between(low, high):
    """Range of the powers of ten from low to high."""
    return int(np.ceil(np.log10(low))), int(np.floor(np.log10(high))) + 1


def choose_norm(values, scale, equal, tiny=0.0):
    """Scale of the colours; logarithmic where values differ by more than a factor 30. At most 6 decades. Values that
    differ by less than the part `equal`, or by less than `tiny`, count as equal: no picture of rounding errors."""
    values = values[np.isfinite(values)]
    if values.size == 0:
        return colors.Normalize(0, 1), "neither"
    low, high = float(values.min()), float(values.max())
    if scale == "symmetric" and max(-low, high) > tiny:
        # Charge sits in thin layers: linear up to a thousandth of the largest value, then logarithmic.
        limit = max(-low, high)
        return colors.SymLogNorm(limit * 1e-3, vmin=-limit, vmax=limit, base=10), "neither"
    if scale == "logarithmic" and high > 0:
        positive = float(values[values > 0].min())
        if high > 30 * max(low, positive):
            floor = max(positive, high * 1e-6)
            return colors.LogNorm(floor, high), "min" if low < floor else "neither"
    if high - low <= max(equal * max(abs(high), abs(low)), tiny):
        middle = 0.5 * (high + low) if max(abs(high), abs(low)) > tiny else 0.0
        margin = max(0.05, equal) * abs(middle) or 1.0
        return colors.Normalize(middle - margin, middle + margin), "neither"
    return colors.Normalize(low, high), "neither"


def color_bar(figure, bar, image, norm, extend, label, **options):
    """In the axes `bar` (None: matplotlib finds a place)."""
    colorbar = figure.colorbar(image, cax=bar, extend=extend, **options)
    colorbar.set_label(textwrap.fill(label, max(int(figure.get_figheight() * 12), 20)))
    axis = colorbar.ax.yaxis
    if isinstance(norm, colors.SymLogNorm):
        decades = [10.0**n for n in range(*decades_between(norm.linthresh, norm.vmax))]
        colorbar.set_ticks([-d for d in decades[::-1]] + [0.0] + decades, minor=False)
        axis.set_minor_locator(NullLocator())
    if isinstance(norm, colors.LogNorm):
        few = norm.vmax < 200 * norm.vmin  # then powers of ten alone say too little
        axis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,)))
        axis.set_minor_locator(LogLocator(subs=range(2, 10)))
        axis.set_minor_formatter(NullFormatter())
        if few and 1e-3 <= norm.vmin and norm.vmax <= 1e5:
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
