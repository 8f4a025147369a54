"""Windows of the pictures: where most happens, and the narrowest place that the ions pass."""

import numpy as np

from plot_labels import split

VOLT = 1e-9  # potentials that differ by less do not differ


def field_of(flat, quantity):
    return next((v for name, v in flat.values.items() if split(name)[0] == quantity), None)


def close_up(flat, axisymmetric, nothing_flows=False, length=1e-9):
    """Window around the place where most of the driving force is spent (a pore between large reservoirs) or, where
    nothing flows, most of the field is; None if that is no small part of the domain. Dissipation is field times current
    density. length: unit of the coordinates [m]."""
    current, field = field_of(flat, "current density"), field_of(flat, "field")
    if current is None or field is None:
        return None
    if nothing_flows and np.abs(np.nan_to_num(field)).max() * np.ptp(flat.points) * length < VOLT:
        return None
    corner = flat.points[flat.triangles]
    edge = corner[:, 1:] - corner[:, :1]
    area = np.abs(edge[:, 0, 0] * edge[:, 1, 1] - edge[:, 0, 1] * edge[:, 1, 0])
    centre = corner.mean(axis=1)
    density = np.abs(np.sum((field if nothing_flows else current) * field, axis=1))
    loss = np.nan_to_num(density[flat.triangles].mean(axis=1) * area) * (np.abs(centre[:, 0]) if axisymmetric else 1.0)
    if not loss.sum() > 0:
        return None
    low, high = flat.points.min(axis=0), flat.points.max(axis=0)
    box = []
    for axis in (0, 1):
        order = np.argsort(centre[:, axis])
        share = np.cumsum(loss[order]) / loss.sum()
        box.append([centre[order, axis][np.searchsorted(share, level)] for level in (0.1, 0.9)])
    box = np.array(box)
    margin = 0.6 * np.ptp(box, axis=1).max()
    box = np.array([np.maximum(box[:, 0] - margin, low), np.minimum(box[:, 1] + margin, high)])
    if np.prod(box[1] - box[0]) > 0.35 * np.prod(high - low):
        return None
    return [box[0, 0], box[1, 0], box[0, 1], box[1, 1]]


def narrowest(flat, triangles, box, share=0.2):
    """Window around the narrowest place of the triangles that ions can enter (the tip of a cone); None if they are wide
    everywhere, or if it is no small part (less than this share) of the window `box` that is drawn anyway."""
    found = []
    for axis in (0, 1):
        level, width, middle = widths(flat, triangles, axis)
        inner = slice(len(level) // 50, len(level) - len(level) // 50)
        level, width, middle = level[inner], width[inner], middle[inner]
        if len(width) < 5 or not width.min() < 0.35 * width.max():
            continue
        narrow = np.flatnonzero(width <= 1.05 * width.min())
        at = narrow[len(narrow) // 2]
        centre = [middle[at], level[at]] if axis == 1 else [level[at], middle[at]]
        found.append((width[at], centre))
    if not found:
        return None
    width, (x, y) = min(found, key=lambda f: f[0])
    low, high = flat.points.min(axis=0), flat.points.max(axis=0)
    (x0, y0), (x1, y1) = np.maximum(np.array([x, y]) - 2 * width, low), np.minimum(np.array([x, y]) + 2 * width, high)
    small = (x1 - x0) * (y1 - y0) < share * (box[1] - box[0]) * (box[3] - box[2])
    return [x0, x1, y0, y1] if small else None


def widths(flat, triangles, axis, n_levels=300):
    """(level, width, middle): along lines where the coordinate `axis` is constant, the length inside of the triangles
    and its mean place; only lines with any."""
    corner = flat.points[triangles]
    low, high = corner[..., axis].min(axis=1), corner[..., axis].max(axis=1)
    places = np.unique(np.round(np.concatenate([low, high]), 9))
    levels = 0.5 * (places[1:] + places[:-1])
    levels = levels[np.unique(np.linspace(0, len(levels) - 1, n_levels).astype(int))] if len(levels) else levels
    found = []
    for level in levels:
        c = corner[(low < level) & (high > level)]
        a, b = c, c[:, [1, 2, 0]]
        crossed = (a[..., axis] > level) != (b[..., axis] > level)
        with np.errstate(invalid="ignore", divide="ignore"):
            w = (level - a[..., axis]) / (b[..., axis] - a[..., axis])
            at = np.where(crossed, a[..., 1 - axis] + w * (b[..., 1 - axis] - a[..., 1 - axis]), np.nan)
        if len(c):
            length = np.nanmax(at, axis=1) - np.nanmin(at, axis=1)
            middle = 0.5 * (np.nanmax(at, axis=1) + np.nanmin(at, axis=1))
            if length.sum() > 0:
                found.append((level, length.sum(), (length * middle).sum() / length.sum()))
    return np.array(found).reshape(-1, 3).T
