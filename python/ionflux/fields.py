"""The fields of a result: values at the points of the mesh, and at any points."""

import numpy as np

from . import exchange
from .elements import Elements
from .table import Table, split_name
from .units import conversion
from .values import Values

OF_THE_MESH = ("material", "rank")


class Field:
    """One quantity where it is defined (no NaN: mu and c of an ion are not defined where it cannot enter).

    values (n,) or (n, dim) with .unit; points (n, dim) in metres; materials: name of the one at each point.
    Elements have points of their own: where a value jumps between materials, a place appears with both."""

    def __init__(self, fields, name):
        grid, self.name, self._fields = fields.grid, name, fields
        everywhere = grid.values[name]
        keep = fields.defined(name)
        everywhere = everywhere[:, :fields.dimension] if everywhere.ndim == 2 else everywhere
        self.unit = split_name(name)[1]
        self.values = Values(everywhere[keep].astype(float), self.unit)
        self.points = Values(grid.points[keep, :fields.dimension].astype(float) * fields.length, "m")
        self._material = grid.values["material"][keep].astype(int)

    @property
    def materials(self):
        return np.array(self._fields.materials)[self._material]

    def at(self, points, unit="m", material=None):
        """Values at points; see Fields.probe."""
        return self._fields.probe(points, [self.name], unit, material)[self.name]

    def __repr__(self):
        return f"<{self.name} at {len(self.values)} points>"


class Fields:
    """All fields of one moment: fields["c_K"], fields.names, fields.probe(points)."""

    def __init__(self, grid, record):
        """grid: of vtu.read_pvtu; record: run.json."""
        mesh = record.get("mesh", {})
        self.grid = grid
        # ln c is a polynomial in each element where mu is the unknown, c itself where c is.
        self.exponential = {f"c_{species}" for species, choice in record.get("unknowns", {}).items()
                            if choice.get("unknown") == "electrochemical potential"}
        self.dimension = mesh.get("dimension", 3 if np.ptp(grid.points[:, 2]) > 0 else 2)
        self.length = mesh.get("length unit [m]", 1e-9)
        n = int(grid.values["material"].max()) + 1
        known = mesh.get("regions", [])
        self.materials = [known[i] if i < len(known) else f"material {i}" for i in range(n)]
        self.coordinates = ["r", "z"] if mesh.get("axisymmetric") else list("xyz")[:self.dimension]
        self._elements = None

    @property
    def names(self):
        return [name for name in self.grid.values if name not in OF_THE_MESH]

    def full_name(self, name):
        """'c_K' -> 'c_K [mol/m^3]'. Raises KeyError."""
        found = [full for full in self.grid.values if name in (full, split_name(full)[0])]
        if not found:
            raise KeyError(f"there is no field '{name}'; there are {', '.join(self.names)}")
        return found[0]

    def __getitem__(self, name):
        return Field(self, self.full_name(name))

    def present(self, species):
        """Mask of the points in materials that a species can enter: its electrochemical potential is a number there."""
        mu = next((v for name, v in self.grid.values.items() if split_name(name)[0] == f"mu_{species}"), None)
        if mu is None:
            return np.full(len(self.grid.points), True)
        material = self.grid.values["material"].astype(int)
        open_to_it = [m for m in np.unique(material) if np.isfinite(mu[material == m]).any()]
        return np.isin(material, open_to_it)

    def defined(self, name):
        """Mask of the points where a field has a meaning."""
        quantity = split_name(self.full_name(name))[0]
        start, _, species = quantity.partition("_")
        return self.present(species) if start in ("c", "mu", "flux") else np.full(len(self.grid.points), True)

    def probe(self, points, names=None, unit="m", material=None):
        """Table of fields at points (n, dim) or one point, in `unit`: coordinates, material, and a column a field
        (vectors: an array (n, dim)), NaN and "" where there is none.

        Interpolated as the finite elements are: with their degree, in the element that holds the point; c by its
        logarithm where mu is the unknown. At an interface all values are of one side: the material of this name, or
        one where most of the fields are defined. Axisymmetric runs: (r, z). Runs of a part of a symmetric object:
        points in that part."""
        x = np.atleast_2d(np.asarray(points, dtype=float)) * conversion(unit, "m") / self.length
        if x.shape[1] != self.dimension:
            raise ValueError(f"a point has {self.dimension} coordinates here: {', '.join(self.coordinates)}")
        full = [self.full_name(name) for name in names] if names else self.names
        self._elements = self._elements or Elements(self.grid)
        point, element, at = self._elements.locate(x)
        first = self._elements.points[:, 0]  # all points of an element have one material
        number = self.grid.values["material"].astype(int)[first]
        if material is not None:
            keep = number[element] == self.materials.index(material)
            point, element, at = point[keep], element[keep], at[keep]
        defined = {name: self.defined(name)[first] for name in full}
        missing = sum((~defined[name][element] for name in full), np.zeros(len(element), dtype=int))
        order = np.lexsort((missing, point))  # stable: the deepest comes first
        point, which = np.unique(point[order], return_index=True)
        element, at = element[order][which], at[order][which]
        columns = {f"{c} [m]": Values(x[:, d] * self.length, "m") for d, c in enumerate(self.coordinates)}
        place = np.full(len(x), "", dtype=object)
        place[point] = np.array(self.materials, dtype=object)[number[element]]
        columns["material"] = list(place)
        for name in full:
            values = self.grid.values[name]
            values = values[:, :self.dimension] if values.ndim == 2 else values
            keep = defined[name][element]
            found = np.full((len(x), *values.shape[1:]), np.nan)
            found[point[keep]] = self._interpolate(name, values, element[keep], at[keep])
            columns[name] = Values(found, split_name(name)[1])
        return Table(columns, "the probe")

    def _interpolate(self, name, values, element, at):
        if split_name(name)[0] in self.exponential and np.all(values[self._elements.points[element]] > 0):
            return np.exp(self._elements.interpolate(np.log(np.where(values > 0, values, 1)), element, at))
        return self._elements.interpolate(values, element, at)

    def to_meshio(self):
        """A meshio.Mesh of the linear cells (degree^dim an element); needs meshio."""
        return exchange.mesh_of(self)

    def __repr__(self):
        return f"<fields {', '.join(self.names)} at {len(self.grid.points)} points>"


def probe_in_time(moments, points, names, unit, material):
    """One table of the probes of [(time, Fields)], `time [s]` first."""
    tables = [(time, fields.probe(points, names, unit, material)) for time, fields in moments]
    columns = {"time [s]": Values(np.repeat([float(time) for time, _ in tables], [t.n_rows for _, t in tables]), "s")}
    for name, values in (tables[0][1] if tables else {}).items():
        if isinstance(values, list):
            columns[name] = sum((table[name] for _, table in tables), [])
        else:
            columns[name] = Values(np.concatenate([np.asarray(table[name]) for _, table in tables]), values.unit)
    return Table(columns, "the probe")
