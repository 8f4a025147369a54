"""Lengths on axes: in a unit that suits what is shown, whatever the unit of the field files."""

import numpy as np
from matplotlib.ticker import FuncFormatter

STEPS = (1e-9, 1e-6, 1e-3, 1.0)  # [m]
MOST, LEAST = 5000, 0.2  # of a unit, on an axis: what is longer or shorter gets another


def length_label(metres):
    """Name of a unit of length."""
    for value, name in ((1e-9, "nm"), (1e-6, "\N{MICRO SIGN}m"), (1e-3, "mm"), (1e-2, "cm"), (1.0, "m")):
        if abs(metres / value - 1) < 1e-6:
            return name
    return f"{metres:g} m"


def unit_for(extent, metres):
    """Unit [m] for lengths up to `extent` [in units of `metres`]: that one itself, if it suits."""
    if MOST > extent > LEAST or not extent > 0:
        return metres
    size = extent * metres
    return next((unit for unit in STEPS if size < MOST * unit), 1.0)


def name_axis(axis, name, low, high, metres, beside=0.0):
    """Label and numbers of a matplotlib axis from low to high [in units of `metres`], which keeps its coordinates; in the
    unit of one of the length `beside`, if that suits both."""
    unit = unit_for(high - low, metres)
    other = unit_for(max(beside, high - low), metres)
    if other > unit and (high - low) * metres >= LEAST * other:
        unit = other
    axis.set_label_text(f"{name} [{length_label(unit)}]")
    if unit != metres:
        factor = metres / unit
        axis.set_major_formatter(FuncFormatter(lambda x, _: f"{x * factor:.6g}".replace("-", "\N{MINUS SIGN}")))


def places(points, metres):
    """Texts of points (n, dim), "(0, \N{MINUS SIGN}50)", and the name of their one unit."""
    points = np.asarray(points, dtype=float)
    unit = unit_for(np.ptp(points, axis=0).max() if len(points) > 1 else np.abs(points).max(), metres)
    shown = points * (metres / unit)
    texts = [", ".join(f"{x:.4g}".replace("-", "\N{MINUS SIGN}") for x in np.where(np.abs(p) < 1e-9, 0, p)) for p in shown]
    return [f"({text})" for text in texts], length_label(unit)
