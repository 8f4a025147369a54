"""Find points in the elements of a field file and interpolate there as the finite elements do."""

import numpy as np

from . import vtu

PAIRS = 20_000_000  # tests of points against boxes at a time: memory
FROM_VTK = {2: [0, 1, 3, 2], 3: [0, 1, 3, 2, 4, 5, 7, 6]}  # vertices, the first coordinate fastest


def lagrange(p, x):
    """Values and derivatives (len(x), p + 1) of the polynomials that are 1 at one of p + 1 even nodes of [0, 1]."""
    nodes = np.arange(p + 1) / p
    values, slopes = np.ones((len(x), p + 1)), np.zeros((len(x), p + 1))
    for i in range(p + 1):
        for j in range(p + 1):
            if j != i:
                gap = nodes[i] - nodes[j]
                slopes[:, i] = slopes[:, i] * (x - nodes[j]) / gap + values[:, i] / gap
                values[:, i] *= (x - nodes[j]) / gap
    return values, slopes


def shapes(p, at):
    """Shape functions (n, points of an element) and their gradients (n, points, dim) at reference points (n, dim)."""
    n, dim = at.shape
    one = [lagrange(p, at[:, d]) for d in range(dim)]

    def product(of):  # the first coordinate is the last axis
        made = np.ones((n, 1))
        for d in range(dim):
            made = (of[d][:, :, None] * made[:, None, :]).reshape(n, (p + 1)**(d + 1))
        return made

    values = product([v for v, _ in one])
    slopes = [product([s if d == e else v for e, (v, s) in enumerate(one)]) for d in range(dim)]
    return values, np.stack(slopes, axis=-1)


class Elements:
    """The elements of a grid: `points` of each (elements, (p + 1)^dim) as indices, degree `p`, dimension `dim`."""

    def __init__(self, grid):
        self.dim = vtu.N_VERTICES[grid.cells.shape[1]]
        self.p = vtu.degree(grid)
        if self.p is None:  # another program's: linear cells
            self.p, self.points = 1, grid.cells[:, FROM_VTK[self.dim]]
        else:
            n = len(grid.points) // (self.p + 1)**self.dim
            self.points = vtu.blocks(n, self.p, self.dim).reshape(n, -1)
        self.nodes = grid.points[:, :self.dim].astype(float)[self.points]  # (elements, points, dim)
        low, high = self.nodes.min(axis=1), self.nodes.max(axis=1)
        # Coordinates are single precision, and curved faces bulge out of the box of their points.
        self.rounding = 4e-7 * np.abs(self.nodes).max()
        margin = 0.02 * (high - low) + self.rounding
        self.low, self.high = low - margin, high + margin
        self.size = (high - low).min(axis=1)

    def near(self, x):
        """Pairs (point, element) of points (n, dim) in the boxes of elements."""
        step = max(PAIRS // max(len(self.low), 1), 1)
        found = []
        for begin in range(0, len(x), step):
            part = x[begin:begin + step]
            inside = np.ones((len(part), len(self.low)), dtype=bool)
            for d in range(self.dim):
                inside &= (part[:, d, None] >= self.low[:, d]) & (part[:, d, None] <= self.high[:, d])
            point, element = np.nonzero(inside)
            found.append((point + begin, element))
        return tuple(np.concatenate([f[i] for f in found]) for i in (0, 1)) if found else (np.array([], int),) * 2

    def locate(self, x):
        """(point, element, reference coordinates) of points (n, dim) in elements; a point on a face is in several.
        The pairs are sorted by point; the one deepest inside of its element is first."""
        point, element = self.near(x)
        at = np.full((len(point), self.dim), 0.5)
        miss = np.full(len(point), np.inf)
        for _ in range(30):
            values, slopes = shapes(self.p, at)
            nodes = self.nodes[element]
            gap = x[point] - np.einsum("ni,nid->nd", values, nodes)
            miss = np.abs(gap).max(axis=1, initial=0)
            if (miss <= 1e-9 * self.size[element]).all():
                break
            jacobian = np.einsum("nie,nid->nde", slopes, nodes)
            jacobian[np.abs(np.linalg.det(jacobian)) == 0] = np.eye(self.dim)
            step = np.linalg.solve(jacobian, gap[:, :, None])[:, :, 0]
            at = np.clip(at + step, -0.5, 1.5)
        outside = np.maximum(np.abs(at - 0.5).max(axis=1, initial=0) - 0.5, 0)
        tolerance = 1e-6 + self.rounding / self.size[element]
        good = (outside <= tolerance) & (miss <= 1e-6 * self.size[element] + self.rounding)
        point, element, at = point[good], element[good], np.clip(at[good], 0, 1)
        depth = np.abs(at - 0.5).max(axis=1, initial=0)
        order = np.lexsort((depth, point))
        return point[order], element[order], at[order]

    def interpolate(self, values, element, at):
        """Of values at the points of the grid, (points,) or (points, components), in elements at reference points."""
        weights = shapes(self.p, at)[0]
        return np.einsum("ni,ni...->n...", weights, values[self.points[element]].astype(float))
