"""Spikes that derivatives have made in single cells: they get neither the scale nor the line, and are named."""

import numpy as np

NEIGHBOURS = 2  # at either side: what is as narrow as that is no course
SPIKE = 0.2  # of the largest value of the course, off it
OPEN_END = 1e-6  # relative: more beyond the scale than rounding


def course(values):
    """The median over the neighbours at either side."""
    padded = np.pad(values, NEIGHBOURS, constant_values=np.nan)
    around = np.stack([padded[i:i + len(values)] for i in range(2 * NEIGHBOURS + 1)])
    around = np.where(np.isfinite(around), around, values)  # where the line leaves what the species can enter
    return np.median(around, axis=0)


def spikes_of(values):
    """Mask of the points that are off the course of their neighbours. What rises to a peak over several points, or at an
    end of the line, is none."""
    values = np.asarray(values, dtype=float)
    if np.isfinite(values).sum() < 20:
        return np.zeros(len(values), dtype=bool)
    steady = course(values)
    largest = np.nanmax(np.abs(steady))
    return np.isfinite(values) & (np.abs(values - steady) > SPIKE * largest)


def curve(panel, s, values, label):
    """The curve without its spikes, which are dots of its colour."""
    off = spikes_of(values)
    line, = panel.plot(s[~off], values[~off], label=label)
    if not off.any():
        return
    low, high = np.nanmin(values[~off]), np.nanmax(values[~off])
    margin = 0.1 * max(high - low, 0.1 * max(abs(low), abs(high)))
    shown = np.clip(values, low - margin, high + margin)
    for mask, marker in ((off & (shown == values), "."), (off & (shown < values), "^"), (off & (shown > values), "v")):
        panel.plot(s[mask], shown[mask], marker, color=line.get_color(), markersize=4, alpha=0.6)


def spread(fluxes):
    """{name: (smallest, largest)} of the spikes of curves; without those that have none."""
    found = {name: values[spikes_of(values)] for name, values in fluxes.items()}
    return {name: (values.min(), values.max()) for name, values in found.items() if len(values)}


def without_spikes(values, triangles, area, share=1e-3, much=0.3):
    """Values at the corners of triangles, cut at their quantiles by area where all but this share of the area at either
    end spans less than the part `much` of the decades; the upper end also where the scale is linear and that share
    takes more than the part `much` of it (corners, around which a density grows without limit)."""
    found = values[triangles.ravel()]
    weight = np.repeat(area, 3)[np.isfinite(found)]
    found = found[np.isfinite(found)]
    order = np.argsort(found)
    total = np.cumsum(weight[order])
    if not len(found) or not total[-1] > 0:
        return found
    least, most = found[order[0]], found[order[-1]]
    low, high = (found[order[np.searchsorted(total, part * total[-1])]] for part in (share, 1 - share))
    if low > 0 and least >= 0 and np.log(high / low) < much * np.log(most / max(least, 1e-300)):
        return np.clip(found, low, high)
    is_linear = 0 <= least and most <= 30 * least
    return np.clip(found, None, high) if is_linear and most - high > much * (most - least) else found


def open_ends(values, norm, extend):
    """Which ends of the colour bar are open: those of the scale (`extend`), and where values lie beyond it."""
    width = OPEN_END * (norm.vmax - norm.vmin)
    below = extend in ("min", "both") or values.size and values.min() < norm.vmin - width
    above = extend in ("max", "both") or values.size and values.max() > norm.vmax + width
    return {(False, False): "neither", (True, False): "min", (False, True): "max"}.get((bool(below), bool(above)), "both")
