"""Tests of the parts of the report that need no program: what is drawn of given tables and fields.

Import it when the Python that runs has matplotlib (common.use_matplotlib)."""

import json
import os

import matplotlib.pyplot as plt
import numpy as np

import grid
import plot_drawings
import plot_fields
import plot_labels
import plot_lengths
import plot_scales
import plot_streamlines
import plot_windows
from common import SCRIPT, Page, call, check, check_complete, drawn, words_of, write_csv
from reporting import fields, iv, key_numbers, models, observed
from reporting.curves import Drawn, paired, with_gaps
from reporting.noise import Floors, without_noise
from reporting.quantities import column, entered, with_error, with_mesh_error
from reporting.result import Result


def test_noise():
    """Curves whose size is rounding beside the others, or below their errors, are said to be zero."""
    table = {"voltage [V]": np.array([-0.2, 0, 0.2]), "current [A]": np.array([-1e-9, 0, 1e-9]),
             "current of K [A]": np.array([-1e-9, 0, 1e-9]), "current of Cl [A]": np.array([1e-20, 3e-20, -2e-20]),
             "current of Na [A]": np.array([1e-13, 2e-13, 1e-13]), "mesh error of current of Na [A]": np.full(3, 5e-13)}
    names = ["current of K [A]", "current of Cl [A]", "current of Na [A]"]
    panel = iv.over_voltage(table, {"": np.arange(3)}, names, np.zeros(3, dtype=bool)).axes[0]
    check(drawn(panel) == ["K"] and words_of(panel) == ["K", "Cl: zero within the error", "Na: zero within the error"],
          f"currents: {drawn(panel)}, {words_of(panel)}")
    del table["mesh error of current of Na [A]"]
    panel = iv.over_voltage(table, {"": np.arange(3)}, names, np.zeros(3, dtype=bool)).axes[0]
    check(drawn(panel) == ["K", "Na"], f"a small current is a current: {drawn(panel)}")
    part = {"value": np.array([1.0, 2, 3, 1e-11, -2e-12, 3e-12]), "pH [1]": np.array([5.0, 6, 7, 5, 6, 7]),
            "wall": ["a"] * 3 + ["b"] * 3}
    panel = observed.over_swept(part, "pH [1]", ["wall"], "flux", "mol/s").axes[0]
    check(len(drawn(panel)) == 1 and words_of(panel)[1].endswith("zero within the error"), f"swept: {words_of(panel)}")


def test_values_with_errors():
    """As many decimals as the error has; no minus before a zero."""
    check("456.272 \N{PLUS-MINUS SIGN} 0.013" in with_error(4.56272e-10, 1.3e-14, "A"), "two digits of an error")
    check("456.80" in with_mesh_error(4.568e-10, 5e-14, "A") and "(mesh)" in with_mesh_error(1.0, 0.1, "V"), "mesh")
    check(with_error(-1e-5, 0.5, "").startswith("0.00 "), f"no -0: {with_error(-1e-5, 0.5, '')}")


class Parameters:
    """The part of ionflux.Parameters that Floors reads."""

    def __init__(self, **numbers):
        self.entries = {tuple(path.split("/")): type("Entry", (), {"number": x}) for path, x in numbers.items()}


def test_floors():
    """F D c L: the current of one ion that RT/F drives through a cube of edge L."""
    floors = Floors(Parameters(**{"Electrolyte/Species/K/Diffusivity": 2e-9, "Baths/a/Concentration of K": 100.0,
                                  "Baths/b/Concentration of K": np.nan}), 1e-8)
    check(abs(floors.of("A") / (96485.33 * 2e-9 * 100 * 1e-8 * 1e-12) - 1) < 1e-6, f"current: {floors.of('A')}")
    check(abs(floors.of("A/m") / (96485.33 * 2e-9 * 100 * 1e-12) - 1) < 1e-6, f"current a metre: {floors.of('A/m')}")
    check(floors.of("W/m") < 1e-20, "a power is a square")
    check(floors.of("mol") == 0 == floors.of(""), "amounts do not cancel")
    table = {"value": np.array([1e-30, 1e-34, 1e-12, 3e-12, 1e-34]), "unit": ["A/m", "W/m", "A/m", "A/m", "mol/m"],
             "algebraic error": np.array([np.nan, 1e-36, 2e-12, 2e-12, 0])}
    found = list(without_noise(table, floors)["value"])
    check(found == [0, 0, 0, 3e-12, 1e-34], f"noise is 0, what is above its error stays: {found}")
    table = {"current [A]": np.array([1e-12, 5e-12]), "algebraic error of current [A]": np.array([2e-12, 2e-12])}
    found = list(without_noise(table, Floors(Parameters(), 0.0))["current [A]"])
    check(found == [0, 5e-12], f"without natural sizes, errors are left: {found}")


def test_labels():
    """Charges are raised: of the name, else of the parameters, but for names that are no formula."""
    plot_labels.know_charges({"K": 1, "Cl": -1, "Ca": 2, "SO4": -2, "vacancy": 2, "O2": 0, "Fe2": 2, "Hg2": 2})
    minus = "\N{MINUS SIGN}"
    for name, label in {"K": "K$^{+}$", "Cl": f"Cl$^{{{minus}}}$", "Ca": "Ca$^{2+}$",
                        "SO4": f"SO$_{{4}}$$^{{2{minus}}}$", "Fe2": "Fe$^{2+}$", "Hg2": "Hg$_{2}$$^{2+}$", "vacancy": "vacancy", "O2": "O$_{2}$", "Na+": "Na$^{+}$",
                        "cations": "cations"}.items():
        check(plot_labels.species_label(name) == label, f"{name}: {plot_labels.species_label(name)}")
    plot_labels.know_charges(None)
    check(plot_labels.species_label("K") == "K", "an unknown charge is not shown")
    values, unit = plot_labels.prefixed([2.5e-19], "C")
    check((values[0], unit) == (2.5e-19, "C") and plot_labels.prefixed([2.5e-18], "C")[1] == "aC", f"{values} {unit}")


def test_gaps():
    """A line ends where the sweep has a point without a value; a curve that lies on another is named with it."""
    x, y = with_gaps(np.array([0.3, -0.1, 0.1]), np.array([3.0, 1.0, 2.0]), np.array([-0.1, 0, 0.1, 0.1 + 0.2]))
    check(list(x) == [-0.1, 0, 0.1, 0.3] and list(np.isnan(y)) == [False, True, False, False], f"gap at 0: {x}, {y}")
    panel = plt.figure().add_subplot()
    curves = Drawn(panel)
    for label, values in (("K", [1.0, 2, 3]), ("cations", [1.0, 2, 3]), ("Cl", [1.0, 2, 4])):
        curves.plot(np.arange(3), np.array(values), label)
    check(drawn(panel) == ["K = cations", "Cl"], f"merged: {drawn(panel)}")


def rectangle(n, width=lambda y: 1 + 0 * y):
    """Grid of triangles over |x| <= width(y), |y| <= 1."""
    u, y = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n))
    points = np.stack([u * width(y), y], axis=-1).reshape(-1, 2)
    i = np.arange(n * n).reshape(n, n)
    a, b, c, d = (v.ravel() for v in (i[:-1, :-1], i[:-1, 1:], i[1:, 1:], i[1:, :-1]))
    return grid.Flat(points, np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]), {}, [], True)


def test_streamlines():
    """Flow towards a wall, u = (x, -y): x y is constant along a line. Lines go from edge to edge, in pairs."""
    flat = rectangle(41)
    vectors = flat.points * [1, -1]
    lines = plot_streamlines.streamlines(flat, flat.triangles, vectors, [-1, 1, 0.02, 1], mirrored=True)
    check(len(lines) >= 6, f"{len(lines)} lines")
    worst = max(np.ptp(line[:, 0] * line[:, 1]) for line in lines)
    check(worst < 5e-3, f"the stream function varies by {worst:.1e} along a line")
    ends = np.concatenate([[line[0], line[-1]] for line in lines])
    gap = np.minimum(1 - np.abs(ends[:, 0]), np.minimum(1 - ends[:, 1], ends[:, 1] - 0.02))
    check(gap.max() < 0.02, f"lines end {gap.max():.2f} away from the edges")
    n = len(lines) // 2
    check(all(np.array_equal(a * [-1, 1], b) for a, b in zip(lines[:n], lines[n:])), "the halves are images")
    check(all(line[-1, 1] < line[0, 1] for line in lines), "they go with the flow")
    check(plot_streamlines.streamlines(flat, flat.triangles, 0 * vectors, [-1, 1, -1, 1]) == [], "no lines of nothing")


def test_round_and_round():
    """A vortex: closed lines, each drawn once. A channel whose flow spreads to both sides: seeds are in the channel."""
    flat = rectangle(61)
    lines = plot_streamlines.streamlines(flat, flat.triangles, flat.points[:, ::-1] * [-1, 1], [-1, 1, -1, 1])
    for line in [line for line in lines if np.hypot(*line.T).max() < 0.95]:
        length = np.hypot(*np.diff(line, axis=0).T).sum()
        check(length < 1.15 * 2 * np.pi * np.hypot(*line.T).mean(), f"a line of {length:.2f} goes round more than once")
    flat = rectangle(121, lambda y: np.where(np.abs(y) < 0.3, 0.1, 1.0))
    inside = np.abs(flat.points[:, 1]) < 0.3
    side = np.where(np.abs(flat.points[:, 0]) > 0.1, np.sign(flat.points[:, 0] * flat.points[:, 1]), 0)
    vectors = np.stack([3 * np.where(inside, 0, side), np.where(inside, 10.0, 1.0)], axis=1)
    xs, ys = np.linspace(-1, 1, 300), np.linspace(-1, 1, 300)
    field = plot_streamlines.Raster(grid.raster(flat, flat.triangles, vectors, xs, ys), xs, ys)
    seeds = field.place(field.section_seeds(7))
    check(np.ptp(seeds[:, 1]) == 0 and abs(seeds[0, 1]) < 0.3, f"seeds across the channel: {seeds}")


def test_narrowest():
    """The waist of an hour-glass at y = 0.5: width 0.2 there."""
    flat = rectangle(161, lambda y: 0.1 + np.abs(y - 0.5))
    box = plot_windows.narrowest(flat, flat.triangles, [-1.6, 1.6, -1, 1])
    check(box is not None and np.allclose(box, [-0.4, 0.4, 0.1, 0.9], atol=0.06), f"the window is at the waist: {box}")
    check(plot_windows.narrowest(rectangle(9), rectangle(9).triangles, [-1, 1, -1, 1]) is None, "a box has none")
    norm, _ = plot_scales.choose_norm(np.array([1e-16, -3e-16]), "symmetric", 1e-6, 1e-3)
    check(norm.vmax >= 1, f"no picture of rounding: scale up to {norm.vmax}")


def test_lengths():
    """Axes in a unit that suits them: 600 um of a membrane are no 600000 nm; both axes alike where that suits both."""
    check(plot_lengths.unit_for(600e3, 1e-9) == 1e-6 and plot_lengths.unit_for(40, 1e-9) == 1e-9, "unit of an axis")
    check(plot_lengths.unit_for(85.9e6, 1e-9) == 1e-3 and plot_lengths.unit_for(0.02, 1e-6) == 1e-9, "much; little")
    texts, unit = plot_lengths.places([[-3e5, 5e3], [3e5, 5e3]], 1e-9)
    check((texts, unit) == (["(\N{MINUS SIGN}300, 5)", "(300, 5)"], "\N{MICRO SIGN}m"), f"places: {texts} {unit}")
    axes = plt.figure().add_subplot()
    axes.set_xlim(0, 6e5)
    plot_lengths.name_axis(axes.xaxis, "x", 0, 6e5, 1e-9)
    check(axes.get_xlabel() == "x [\N{MICRO SIGN}m]" and axes.xaxis.get_major_formatter()(2e5, 0) == "200", "an axis in um")
    plot_lengths.name_axis(axes.yaxis, "y", 0, 2e3, 1e-9, beside=5e4)
    check(axes.get_ylabel() == "y [\N{MICRO SIGN}m]", f"beside an axis in um: {axes.get_ylabel()}")
    check(entered("2 um and u") == "2 \N{MICRO SIGN}m and u", f"as entered: {entered('2 um and u')}")


class Plane:
    """The part of plot_fields.Scene that a Canvas reads: values over a rectangle."""

    mirrored, axes, metres = False, ["x", "y"], 1e-9

    def __init__(self, **values):
        self.flat = rectangle(41)
        self.flat.values.update({"material": np.zeros(len(self.flat.points)),
                                 **{name.replace("_of_", " "): v(self.flat.points) for name, v in values.items()}})


def test_nothing_to_see():
    """No picture of what cancellation left: charge where the solution is neutral, the current of an open circuit."""
    ions = {"flux_K_of_[mol/m^2/s]": lambda p: np.stack([1 + 0 * p[:, 0], 0 * p[:, 0]], axis=1),
            "flux_Cl_of_[mol/m^2/s]": lambda p: np.stack([1 + 0 * p[:, 0], 0 * p[:, 0]], axis=1)}

    def drawn_of(name, values, **more):
        plane = Plane(**{name.replace(" ", "_of_"): values, **more})
        return plot_drawings.drawing(plot_fields.Canvas(plane, "", False, None), name)

    for size, seen in ((1e-8, False), (1e3, True)):
        check(bool(drawn_of("charge density [C/m^3]", lambda p: size * p[:, 0])) == seen, f"charge density of {size}")
    for size, seen in ((50.0, False), (1e5, True)):  # beside 2 F
        found = drawn_of("current density [A/m^2]", lambda p: size * p, **ions)
        check(bool(found) == seen, f"current density of {size}: {found}")
    check(drawn_of("rate_w [mol/m^3/s]", lambda p: p[:, 0]) is not None, "rates are drawn")
    check(drawn_of("phi [V]", lambda p: 0 * p[:, 0]) is None, "no potential of neutral species")


def test_together():
    """Quantities that are swept together make one curve, errors have the unit of what they are of, small concentrations
    are no rounding; equations have charges and arrows."""
    table = {"a [mol/m^3]": np.array([1.0, 2, 3]), "b [mol/m^3]": np.array([11.0, 12, 13])}
    check(paired(table, list(table)) and not paired({**table, "b [mol/m^3]": np.array([11.0, 11, 12])}, list(table)), "paired")
    cells, unit = column(np.array([1e-19]), "A", like=np.array([5e-12]))
    check(unit == "pA" and cells[0].startswith("1.000\N{MULTIPLICATION SIGN}10<sup>\N{MINUS SIGN}7"), f"{cells} {unit}")
    check(column(np.array([100, 1e-10]), "mol/m^3", noise=0.0)[0][1] != "0", "a small concentration")
    plot_labels.know_charges({"H": 1, "OH": -1})
    text = models.equation("H + OH <-> H2O")
    check("H<sup>+</sup> + OH<sup>\N{MINUS SIGN}</sup>" in text and "H<sub>2</sub>O" in text, f"equation: {text}")
    plot_labels.know_charges(None)


def test_array(folder):
    """The current of one pore over the area of its cell: 90 pA in 30 nm by 15 nm are 2e5 A/m^2."""
    os.makedirs(folder)
    write_csv(folder, "fluxes.csv", [["boundary", "species", "flux [mol/s]", "current [A]"], ["lower end", "all", "", -9e-11],
                                     ["upper end", "all", "", 9e-11]])
    parameters = [{"section": ["Geometry"], "name": "Type", "value": "pore array", "origin": "a.prm:1"},
                  {"section": ["Geometry", "pore array"], "name": "Period", "value": "30 nm, 15 nm",
                   "SI": "3e-08 m, 1.5e-08 m", "origin": "a.prm:2"}]
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump({"kind": "run", "exit": {"code": 0}, "parameters": parameters}, file)
    rows = key_numbers.of_the_array(Result(folder))
    check(len(rows) == 1 and "200" in rows[0][1] and "kA/m<sup>2</sup>" in rows[0][1] and "450 nm" in rows[0][2], f"array: {rows}")


def test_blocked(folder):
    """A sweep of electrodes that let nothing pass: no curves and no table of zeros, a sentence instead."""
    os.makedirs(folder)
    write_csv(folder, "points.csv", [["point", "voltage [V]", "status"],
                                     *([i + 1, v, "done"] for i, v in enumerate((0, 0.5, 1)))])
    write_csv(folder, "iv.csv", [
        ["voltage [V]", "current [A/m]", "chord conductance [S/m]", "algebraic error of current [A/m]"],
        [0, 2e-19, "", 3e-19], [0.5, -1e-19, 0, 3e-19], [1, 0, 0, 0]])
    write_csv(folder, "curves.csv", [["points", "reversal potential [V]", "conductance at zero voltage [S/m]"],
                                     [3, 0, 0]])
    rows = [[i + 1, v, *row] for i, v in enumerate((0, 0.5, 1))
            for row in (["dissipation", "all", (3.5e-35, 3.9e-34, 6e-34)[i], "W/m", 1e-50],
                        ["surface charge", "left", 0.7 * v, "C/m", 1e-20])]
    write_csv(folder, "observables.csv", [["point", "voltage [V]", "observable", "place", "value", "unit",
                                           "algebraic error"], *rows])
    parameters = [{"section": ["Electrolyte", "Species", "K"], "name": "Diffusivity", "value": "2e-9 m^2/s",
                   "SI": "2e-09 m^2/s", "origin": "a.prm:1"},
                  {"section": ["Baths", "KCl"], "name": "Concentration of K", "value": "0.1 mol/L", "SI": "100 mol/m^3",
                   "origin": "a.prm:2"}]
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump({"kind": "sweep", "title": "blocked", "exit": {"code": 0}, "parameters": parameters,
                   "numbers": {"reference length [m]": 2.5e-8}}, file)
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"blocked: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "blocked")
    files = os.listdir(os.path.join(folder, "report"))
    check(files == ["surface_charge.svg"], f"only what is not zero is drawn: {files}")
    check("No current passes at any voltage" in page.text, "it is said")
    check("Current over the voltage" not in page.text and "reversal potential" not in page.text, "no tables of zeros")


def test_planes():
    """A wind over the ground y = 0 is shown from the side, not on the ground."""
    across = {"name": "Across", "section": ["Flow"], "value": "y"}
    check(fields.planes({"parameters": [across]}) == ("z", "y") and fields.planes({}) == ("y", "z"), "planes of a 3-D run")


def run(scratch):
    """All of them."""
    for test in (test_noise, test_values_with_errors, test_floors, test_labels, test_gaps, test_streamlines, test_round_and_round,
                 test_narrowest, test_lengths, test_nothing_to_see, test_planes, test_together):
        test()
        plt.close("all")
    test_array(scratch + "/array")
    test_blocked(scratch + "/blocked")
