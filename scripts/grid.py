"""A picture's triangles from the cells of a field file: 2-D cells as they are, 3-D cells cut by a plane."""

import numpy as np

from ionflux import vtu

TETRAHEDRA = np.array([[0, 1, 2, 6], [0, 2, 3, 6], [0, 3, 7, 6], [0, 7, 4, 6], [0, 4, 5, 6], [0, 5, 1, 6]])


class Flat:
    """Triangles in the plane of the picture: points (n, 2), triangles, values by name; vectors have the two
    components in the plane; edges of the mesh as a list of lines (m, k, 2)."""

    def __init__(self, points, triangles, values, edges, matching):
        self.points, self.triangles, self.values, self.edges = points, triangles, values, edges
        self.matching = matching  # triangles that touch share whole edges, but for hanging nodes

    def mirrored(self, axis=0):
        """With the image at x = 0 (axis 0) or y = 0 (axis 1) added."""
        n = len(self.points)
        flip = np.array([-1.0, 1.0] if axis == 0 else [1.0, -1.0])
        values = {name: np.concatenate([v, v * flip if v.ndim == 2 else v]) for name, v in self.values.items()}
        return Flat(np.concatenate([self.points, self.points * flip]),
                    np.concatenate([self.triangles, self.triangles[:, ::-1] + n]), values,
                    np.concatenate([self.edges, self.edges * flip]), self.matching)


def from_quads(grid):
    triangles = np.concatenate([grid.cells[:, [0, 1, 2]], grid.cells[:, [0, 2, 3]]])
    values = {name: v[:, :2] if v.ndim == 2 else v for name, v in grid.values.items()}
    points = grid.points[:, :2].astype(float)
    return Flat(points, triangles, values, mesh_edges(grid, points), True)


def mesh_edges(grid, points):
    """Edges of the elements, each a line of p + 1 points."""
    p = vtu.degree(grid)
    if p is None:
        return np.empty((0, 2, 2))
    block = points.reshape(-1, p + 1, p + 1, 2)
    return np.concatenate([block[:, 0], block[:, -1], block[:, :, 0], block[:, :, -1]])


def cut(grid, axis, height):
    """Cut hexahedra by the plane where a coordinate ("x", "y", "z") has a value: through the middle if that is
    outside, just inside if it is a face of the domain."""
    normal = "xyz".index(axis)
    plane = [i for i in range(3) if i != normal]
    distance = grid.points[:, normal].astype(float)
    low, high = distance.min(), distance.max()
    height = height if low <= height <= high else 0.5 * (low + high)
    margin = 1e-5 * (high - low)
    distance -= min(max(height, low + margin), high - margin)
    first, second = cut_tetrahedra(grid.cells, distance > 0)
    weight = distance[first] / (distance[first] - distance[second])

    def between(v):
        w = weight if v.ndim == 1 else weight[:, None]
        return (1 - w) * v[first] + w * v[second]

    points = between(grid.points.astype(float))[:, plane]
    values = {name: between(v[:, plane] if v.ndim == 2 else v) for name, v in grid.values.items()}
    values["material"] = np.round(values["material"])  # never mixed: cells have points of their own
    return Flat(points, np.arange(len(points)).reshape(-1, 3), values, cut_faces(grid, distance, plane), False)


def cut_tetrahedra(cells, above):
    """Two points for each corner of the triangles in which a plane cuts the cells: ends of the edge it lies on."""
    inside = above[cells]
    cells = cells[inside.any(axis=1) & ~inside.all(axis=1)]
    tetrahedra = cells[:, TETRAHEDRA].reshape(-1, 4)
    count = above[tetrahedra].sum(axis=1)
    first, second = [], []
    for number in (1, 2, 3):
        some = tetrahedra[count == number]
        order = np.argsort(~above[some], axis=1, kind="stable")  # points above first
        a, b, c, d = np.take_along_axis(some, order, axis=1).T
        corners = {1: [((a, b), (a, c), (a, d))],
                   2: [((a, c), (a, d), (b, d)), ((a, c), (b, d), (b, c))],
                   3: [((a, d), (b, d), (c, d))]}[number]
        for triangle in corners:
            first.append(np.stack([e[0] for e in triangle], axis=1))
            second.append(np.stack([e[1] for e in triangle], axis=1))
    return np.concatenate(first).ravel(), np.concatenate(second).ravel()


def cut_faces(grid, distance, plane):
    """Lines (m, 2, 2) in which a plane cuts the faces of the elements, their quads split into triangles."""
    p = vtu.degree(grid)
    if p is None:
        return np.empty((0, 2, 2))
    number = np.arange(len(grid.points)).reshape(-1, p + 1, p + 1, p + 1)
    triangles = []
    for side in (0, p):
        for face in (number[:, side], number[:, :, side], number[:, :, :, side]):
            a, b, c, d = face[:, :-1, :-1], face[:, :-1, 1:], face[:, 1:, 1:], face[:, 1:, :-1]
            triangles += [np.stack(t, axis=-1).reshape(-1, 3) for t in ((a, b, c), (a, c, d))]
    triangles = np.concatenate(triangles)
    above = distance[triangles] > 0
    crossed = above.any(axis=1) & ~above.all(axis=1)
    triangles, above = triangles[crossed], above[crossed]
    alone = np.where((above.sum(axis=1) == 1)[:, None], above, ~above).argmax(axis=1)  # the one on its side
    apex = np.take_along_axis(triangles, alone[:, None], axis=1)[:, 0]
    ends = []
    for step in (1, 2):
        other = np.take_along_axis(triangles, (alone[:, None] + step) % 3, axis=1)[:, 0]
        w = (distance[apex] / (distance[apex] - distance[other]))[:, None]
        ends.append((1 - w) * grid.points[apex][:, plane] + w * grid.points[other][:, plane])
    return np.stack(ends, axis=1)


def borders(flat):
    """Lines (m, 2, 2) between materials, edges that belong to triangles of two of them; and, where the
    triangles match (no cut of a 3-D mesh, no hanging nodes), around the domain: edges of one triangle alone."""
    material = flat.values["material"]
    t = flat.triangles
    ends = np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])
    lines, of = split_at(flat.points[ends], material[ends[:, 0]], flat.points)
    key = np.sort(place_numbers(lines, flat.points), axis=1)
    order = np.lexsort((of, key[:, 1], key[:, 0]))
    key, of, lines = key[order], of[order], lines[order]
    same = (key[1:] == key[:-1]).all(axis=1)
    wanted = np.append(same & (of[1:] != of[:-1]), False)
    if flat.matching and len(lines) == len(ends):
        wanted |= ~(np.append(same, False) | np.append(False, same))
    return lines[wanted]


def place_numbers(points, all_points):
    """One number a place (the last axis holds coordinates), the same within 1e-7 of the picture."""
    corner, size = all_points.min(axis=0), np.ptp(all_points, axis=0).max()
    whole = np.round((points - corner) / size * 1e7).astype(np.int64)
    return whole[..., 0] * 1_000_000_000 + whole[..., 1]


def split_at(lines, of, points):
    """Lines cut in two where a point lies in their middle, again and again: the long sides of hanging nodes."""
    known = np.unique(place_numbers(points, points))
    done, done_of = [], []
    while len(lines):
        middle = lines.mean(axis=1)
        place = place_numbers(middle, points)
        cut = np.isin(place, known) & (place[:, None] != place_numbers(lines, points)).all(axis=1)
        done.append(lines[~cut])
        done_of.append(of[~cut])
        first = np.stack([lines[cut, 0], middle[cut]], axis=1)
        second = np.stack([middle[cut], lines[cut, 1]], axis=1)
        lines, of = np.concatenate([first, second]), np.concatenate([of[cut], of[cut]])
    return np.concatenate(done), np.concatenate(done_of)


def raster(flat, triangles, vectors, xs, ys):
    """Vectors on an even grid of points (len(ys), len(xs), 2); NaN outside the triangles."""
    result = np.full((len(ys), len(xs), 2), np.nan)
    corner = flat.points[triangles]
    low, high = corner.min(axis=1), corner.max(axis=1)
    i0, i1 = np.searchsorted(xs, low[:, 0]), np.searchsorted(xs, high[:, 0], side="right")
    j0, j1 = np.searchsorted(ys, low[:, 1]), np.searchsorted(ys, high[:, 1], side="right")
    some = np.flatnonzero((i1 > i0) & (j1 > j0))
    columns, rows = i1[some] - i0[some], j1[some] - j0[some]
    count = columns * rows  # nodes in the box of each triangle
    t = np.repeat(some, count)
    number = np.arange(len(t)) - np.repeat(np.cumsum(count) - count, count)
    columns = np.repeat(columns, count)
    i, j = i0[t] + number % columns, j0[t] + number // columns
    a, b, c = np.moveaxis(corner[t], 1, 0)
    x, y = xs[i] - a[:, 0], ys[j] - a[:, 1]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        u = (x * (c[:, 1] - a[:, 1]) - y * (c[:, 0] - a[:, 0])) / area
        v = (y * (b[:, 0] - a[:, 0]) - x * (b[:, 1] - a[:, 1])) / area
    inside = (area != 0) & (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9)
    t, u, v = t[inside], u[inside][:, None], v[inside][:, None]
    va, vb, vc = np.moveaxis(vectors[triangles[t]], 1, 0)
    result[j[inside], i[inside]] = va + u * (vb - va) + v * (vc - va)
    return result
