"""Streamlines: from one end of the picture to the other, seeds at equal shares of the flux through the narrowest
section, and both halves of a mirrored plane alike."""

import numpy as np

import grid

N_RASTER = 300  # nodes along an edge of a square window
N_LINES = 14  # through the section; lines through what they leave empty come to them
N_COARSE = 12  # windows along an edge, in which a line is looked for
STEP = 0.5  # of a raster cell
HALF_ROUND = 1.05 * np.pi  # a line that turned so far to either side of its seed is closed
STAGNANT = 1e-9  # of the largest density: no direction any more


def streamlines(flat, triangles, vectors, box, mirrored=False):
    """Lines (n, 2) in the direction of the vectors; `mirrored`: the left half of the picture is that of the right."""
    x0, x1, y0, y1 = box
    half = mirrored and x0 < 0 < x1 and abs(x0 + x1) < 1e-3 * (x1 - x0)
    ratio = np.sqrt(np.clip((y1 - y0) / (x1 - x0), 0.1, 10))
    xs = np.linspace(0 if half else x0, x1, max(int(N_RASTER / ratio / (2 if half else 1)), 20))
    ys = np.linspace(y0, y1, max(int(N_RASTER * ratio), 20))
    field = Raster(grid.raster(flat, triangles, vectors, xs, ys), xs, ys)
    if not field.largest > 0:
        return []
    n = N_LINES // 2 if half else N_LINES
    found = field.trace(field.section_seeds(n))
    for _ in range(n):
        seed = field.empty_place(found)
        if seed is None:
            break
        found += field.trace(seed[None])
    found = [field.place(line) for line in found]
    return found + [line * [-1, 1] for line in found] if half else found


class Raster:
    """Vectors at the nodes of an even grid, in units of its cells; a few cells beyond the walls they go on, so that
    lines along a wall are not cut."""

    def __init__(self, vectors, xs, ys):
        self.xs, self.ys = xs, ys
        self.vectors = calm(vectors / [xs[1] - xs[0], ys[1] - ys[0]])
        self.inside = np.isfinite(self.vectors).all(axis=2)
        size = np.hypot(*np.moveaxis(np.nan_to_num(self.vectors), 2, 0))
        self.largest = size.max(initial=0)
        self.flows = size > STAGNANT * self.largest
        self.extended = extend(self.vectors)

    def place(self, line):
        return np.stack([self.xs[0] + line[:, 0] * (self.xs[1] - self.xs[0]),
                         self.ys[0] + line[:, 1] * (self.ys[1] - self.ys[0])], axis=1)

    def section_seeds(self, n):
        """At most n nodes at equal shares of what passes the narrowest row or column that most of it passes: in one
        direction, or to and fro where it only goes round."""
        known = np.nan_to_num(self.vectors)
        passing, rows = np.abs(known), []  # (net, total, length, distance from the middle, axis, index)
        for axis in (0, 1):  # along x: what passes a row is the y component
            share = known[..., 1 - axis]
            share = share if axis == 0 else share.T
            for i in range(len(share)):
                rows.append((abs(share[i].sum()), np.abs(share[i]).sum(), np.count_nonzero(share[i]),
                             abs(i - 0.5 * len(share)), axis, i))
        goes_round = max(row[0] for row in rows) < 0.1 * max(row[1] for row in rows)
        sections = [(row[1 if goes_round else 0], *row[2:]) for row in rows]
        # Not the largest of all: derivatives may have made spikes in single cells.
        most = max(np.quantile([s[0] for s in sections if s[3] == axis], 0.9) for axis in (0, 1))
        good = [s for s in sections if s[0] >= 0.75 * most]
        least = min(s[1] for s in good)
        n = max(min(n, least // 2), 3)  # or they hide what they lie on
        _, _, _, axis, i = min((s for s in good if s[1] <= 1.05 * least), key=lambda s: s[2])
        share = passing[i, :, 1] if axis == 0 else passing[:, i, 0]
        total = np.concatenate([[0], np.cumsum(0.5 * (share[1:] + share[:-1]))])
        if not total[-1] > 0:
            return np.empty((0, 2))
        keep = np.concatenate([[True], np.diff(total) > 0])
        at = np.interp((np.arange(n) + 0.5) / n * total[-1], total[keep], np.flatnonzero(keep))
        other = np.full(n, float(i))
        return np.stack([at, other] if axis == 0 else [other, at], axis=1)

    def empty_place(self, lines):
        """A node in the middle of the largest place where something flows and no line is near, or None."""
        ny, nx = self.inside.shape
        size = max(nx, ny) / N_COARSE
        shape = int(np.ceil(ny / size)), int(np.ceil(nx / size))
        row, column = (np.arange(ny) / size).astype(int), (np.arange(nx) / size).astype(int)
        full = np.ones(shape, dtype=bool)
        full[row[np.nonzero(~self.flows)[0]], column[np.nonzero(~self.flows)[1]]] = False
        near = np.zeros(shape, dtype=bool)
        for line in lines:
            i, j = np.clip((line / size).astype(int), 0, [shape[1] - 1, shape[0] - 1]).T
            near[j, i] = True
        if near.any():
            y, x = np.nonzero(near)
            gap = np.array([[np.maximum(np.abs(y - j), np.abs(x - i)).min() for i in range(shape[1])]
                            for j in range(shape[0])])
        else:
            gap = np.full(shape, 2)
        gap = np.where(full, gap, 0)
        if gap.max() < 2:
            return None
        j, i = np.unravel_index(np.argmax(gap), shape)
        return np.minimum([(i + 0.5) * size, (j + 0.5) * size], [nx - 1.001, ny - 1.001])

    def trace(self, seeds):
        """Lines through the seeds, each followed both ways to a wall or an edge of the picture."""
        ways = [self.follow(seeds, sign) for sign in (-1, 1)]
        lines = [np.concatenate([back[::-1], ahead[1:]]) for back, ahead in zip(*ways)]
        return [line for line in lines if len(line) * STEP > 3]

    def follow(self, seeds, sign):
        """To one side: to a wall, an edge of the picture, or half way round, where the other side comes from."""
        turned, before = np.zeros(len(seeds)), self.direction(seeds)
        at = seeds.astype(float).copy()
        lines, going = [[p.copy()] for p in at], np.arange(len(at))
        for _ in range(int(6 * sum(self.inside.shape) / STEP)):
            middle = at[going] + 0.5 * STEP * sign * self.direction(at[going])
            ahead = self.direction(middle)
            new = at[going] + STEP * sign * ahead
            last = before[going]
            turn = np.arctan2(last[:, 0] * ahead[:, 1] - last[:, 1] * ahead[:, 0], (last * ahead).sum(axis=1))
            turned[going] += np.nan_to_num(turn)
            before[going] = ahead
            good = self.holds(new) & (np.abs(turned[going]) < HALF_ROUND)
            going, new = going[good], new[good]
            at[going] = new
            for i, p in zip(going, new):
                lines[i].append(p)
            if not len(going):
                break
        return [np.array(line) for line in lines]

    def holds(self, at):
        """Are these places inside, and does anything flow there?"""
        ny, nx = self.inside.shape
        good = np.isfinite(at).all(axis=1) & (at >= 0).all(axis=1) & (at[:, 0] <= nx - 1) & (at[:, 1] <= ny - 1)
        i, j = np.round(np.where(good[:, None], at, 0)).astype(int).T
        return good & self.inside[j, i] & self.flows[j, i]

    def direction(self, at):
        """Unit vectors, linear between the nodes."""
        ny, nx = self.inside.shape
        at = np.nan_to_num(at)
        i, j = np.clip(at[:, 0].astype(int), 0, nx - 2), np.clip(at[:, 1].astype(int), 0, ny - 2)
        u, v = (at[:, 0] - i)[:, None], (at[:, 1] - j)[:, None]
        e = self.extended
        value = (1 - v) * ((1 - u) * e[j, i] + u * e[j, i + 1]) + v * ((1 - u) * e[j + 1, i] + u * e[j + 1, i + 1])
        with np.errstate(invalid="ignore", divide="ignore"):
            return value / np.hypot(value[:, 0], value[:, 1])[:, None]


def calm(vectors, n=2):
    """The median along each direction over n neighbours at either side: a spike of a cell or two ends no line."""
    found = vectors
    for axis in (0, 1):
        padded = np.pad(found, [(n, n) if d == axis else (0, 0) for d in range(3)], constant_values=np.nan)
        around = np.stack([np.take(padded, np.arange(i, i + found.shape[axis]), axis) for i in range(2 * n + 1)])
        around = np.where(np.isfinite(around), around, found)  # at walls: of those inside
        found = np.where(np.isfinite(found), np.median(around, axis=0), np.nan)
    return found


def extend(vectors, n_cells=3):
    """Vectors with the mean of their neighbours in the cells next to where they end."""
    for _ in range(n_cells):
        padded = np.pad(vectors, ((1, 1), (1, 1), (0, 0)), constant_values=np.nan)
        around = np.stack([padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]])
        known = np.isfinite(around)
        mean = np.where(known, around, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        vectors = np.where(np.isfinite(vectors) | ~known.any(axis=0), vectors, mean)
    return vectors
