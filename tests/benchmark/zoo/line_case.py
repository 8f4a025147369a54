"""One-dimensional cases: the same problem as an input file of ionflux and as a problem for verification/pnp_line.py or neutral_line.py.

A case is a strip of one cell's width. `line(...)` makes both; nothing but the numbers given here is shared.
"""

import pathlib
import sys
from dataclasses import dataclass, field

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "verification"))
from pnp_line import End, Joint, Layer, Problem  # noqa: E402


@dataclass
class Case:
    """name, input file; problem for the reference (None: another mesh of ionflux), width of the strip [m]. neutral: electroneutral
    problem in its place, `bound` how far from the case it is; unknown: no reference, only convergence and audits are looked at."""
    name: str
    group: str
    prm: str
    problem: Problem = None
    width: float = 1.0
    end: str = "right"                     # boundary whose fluxes are compared
    species: tuple = ()
    potential: str = None                  # boundary whose potential is unknown
    reference_unknowns: str = "both"       # "c": a concentration that falls to nothing needs linear unknowns; "ln c"
    settings: list = field(default_factory=list)
    finer: list = field(default_factory=list)  # settings of the finer mesh, where there is no problem
    neutral: object = None
    bound: float = 0.0
    unknown: bool = False


class Writer:
    """Nested subsections of an input file."""

    def __init__(self):
        self.lines, self.depth = [], 0

    def set(self, name, value):
        self.lines.append("  " * self.depth + f"set {name} = {value}")

    def section(self, *path):
        return Section(self, path)

    def text(self):
        return "\n".join(self.lines) + "\n"


class Section:
    def __init__(self, writer, path):
        self.writer, self.path = writer, path

    def __enter__(self):
        for name in self.path:
            self.writer.lines.append("  " * self.writer.depth + f"subsection {name}")
            self.writer.depth += 1

    def __exit__(self, *_):
        for _ in self.path:
            self.writer.depth -= 1
            self.writer.lines.append("  " * self.writer.depth + "end")


def line(name, group, species, layers, left, right, joints=None, temperature=298.15, geometry=None, cells=40,
         reference_unknowns="both", settings=(), width=None, first_layer=None, electrolyte=(), reactions=None, electrode=None,
         neutral=None, bound=0.0, unknown=False):
    """species: {name: (z, D)}; layers: [Layer]; left, right: End. geometry: "membrane" (all layers that have no charge
    of their own at both ends are baths) or "box" (default where one layer is, or joints are special). electrolyte, reactions
    ({name: entries}) and electrode (in place of the right end's condition): further entries of these sections. neutral:
    function of the problem that makes a neutral_line.Neutral."""
    charges = tuple(z for z, _ in species.values())
    diffusivities = tuple(d for _, d in species.values())
    problem = Problem(charges, diffusivities, layers, left, right, joints, temperature)
    length = sum(layer.length for layer in layers)
    width = width or min(layer.length for layer in layers)
    geometry = geometry or ("box" if len(layers) == 1 or joints else "membrane")
    w = Writer()
    w.set("Dimension", 2)
    with w.section("Electrolyte"):
        w.set("Temperature", f"{temperature!r} K")
        for key, value in dict(electrolyte).items():
            w.set(key, value)
        for ion, (z, d) in species.items():
            with w.section("Species", ion):
                w.set("Charge number", z)
                w.set("Diffusivity", f"{d!r} m^2/s")
    write_materials(w, species, layers, geometry, problem.temperature)
    for place, end in (("left", left), ("right", right)):
        if is_neutral(charges, end):
            with w.section("Baths", "at the " + place):
                write_concentrations(w, species, end)
    for name_of, entries in (reactions or {}).items():
        with w.section("Reactions", name_of):
            for key, value in entries.items():
                w.set(key, value)
    with w.section("Geometry"):
        w.set("Type", geometry)
        with w.section(geometry):
            (write_membrane if geometry == "membrane" else write_box)(w, layers, length, width, cells)
            if first_layer:
                w.set("First layer", f"{first_layer!r} m")
    with w.section("Boundary conditions"):
        for place, end in (("left", left), ("right", right)):
            with w.section(place):
                if is_neutral(charges, end):
                    w.set("Bath", "at the " + place)
                else:
                    write_concentrations(w, species, end)
                if electrode is not None and end is right:
                    for key, value in electrode.items():
                        w.set(key, value)
                else:
                    write_end(w, end)
        for k, joint in enumerate(joints or []):
            with w.section(f"part{k} | part{k + 1}"):
                write_joint(w, species, joint)
        with w.section("side" if geometry == "membrane" else "bottom, top"):
            pass
    with w.section("Output"):
        w.set("Fields", "false")
    return Case(name, group, w.text(), problem, width, "right", tuple(species),
                "right" if right.current is not None else None, reference_unknowns, list(settings),
                neutral=neutral(problem) if neutral else None, bound=bound, unknown=unknown)


def part_names(layers, geometry):
    """Regions of the layers; a layer without charge at an end of a membrane geometry is a bath."""
    if geometry == "box":
        return ["domain"] if len(layers) == 1 else [f"part{k}" for k in range(len(layers))]
    names = [f"part{k}" for k in range(len(layers))]
    if is_bath(layers[0]):
        names[0] = "left bath"
    if is_bath(layers[-1]):
        names[-1] = "right bath"
    inner = [k for k, name in enumerate(names) if name.startswith("part")]
    if len(inner) == 1:
        names[inner[0]] = "membrane"
    return names


def is_bath(layer):
    return layer.charge == 0 and layer.factors is None and layer.standard is None


def write_materials(w, species, layers, geometry, temperature):
    from references import R
    for name, layer in zip(part_names(layers, geometry), layers):
        with w.section("Materials", "of " + name):
            w.set("Regions", name)
            if layer.charge:
                w.set("Fixed charge", f"{layer.charge!r} mol/m^3")
            if layer.permittivity != 78.5:
                w.set("Relative permittivity", layer.permittivity)
            for i, ion in enumerate(species):
                if layer.factors is not None:
                    w.set(f"Diffusivity factor of {ion}", repr(layer.factors[i]))
                if layer.standard is not None and layer.standard[i]:
                    w.set(f"Standard potential of {ion}", f"{layer.standard[i] * R * temperature!r} J/mol")


def write_box(w, layers, length, width, cells):
    w.set("Size", f"{length!r} m, {width!r} m")
    w.set("Cells", f"{cells}, 1")
    if len(layers) == 1:
        w.set("Grade towards", "left, right")
        return
    edge, regions = 0.0, []
    for k, layer in enumerate(layers):
        edge += layer.length
        regions.append(f"part{k}: x < {edge!r}")
    w.set("Regions", "; ".join(regions[:-1]) + f"; part{len(layers) - 1}: x > 0")


def write_membrane(w, layers, length, width, cells):
    names = part_names(layers, "membrane")
    inner = [k for k, name in enumerate(names) if not name.endswith("bath")]
    w.set("Thickness", f"{sum(layers[k].length for k in inner)!r} m")
    if len(inner) > 1:
        w.set("Layers", ", ".join(f"{names[k]}: {layers[k].length!r} m" for k in inner))
    w.set("Left bath length", f"{layers[0].length if names[0] == 'left bath' else 0!r} m")
    w.set("Right bath length", f"{layers[-1].length if names[-1] == 'right bath' else 0!r} m")
    w.set("Width", f"{width!r} m")


def is_neutral(charges, end):
    """Whether the end can be called a bath."""
    if None in end.concentrations:
        return False
    terms = [z * c for z, c in zip(charges, end.concentrations)]
    return abs(sum(terms)) < 1e-12 * sum(map(abs, terms))


def write_concentrations(w, species, end):
    for ion, c in zip(species, end.concentrations):
        if c is not None:
            w.set(f"Concentration of {ion}", f"{c!r} mol/m^3")


def write_end(w, end):
    if end.current is not None:
        w.set("Current", f"{-end.current!r} A/m")
    elif end.surface_charge is not None:
        w.set("Surface charge", f"{end.surface_charge!r} C/m^2")
    elif end.stern is not None:
        w.set("Stern capacitance", f"{end.stern!r} F/m^2")
        w.set("Electrode potential", f"{end.potential!r} V")
    else:
        w.set("Potential", f"{end.potential!r} V")


def write_joint(w, species, joint):
    if joint.permeabilities is None:
        w.set("Surface charge", f"{joint.surface_charge!r} C/m^2")
        return
    for ion, p in zip(species, joint.permeabilities):
        if p:
            w.set(f"Membrane permeability of {ion}", f"{p!r} m/s")
    if joint.capacitance:
        w.set("Membrane capacitance", f"{joint.capacitance!r} F/m^2")
