#!/usr/bin/env python3
"""python/ionflux: what it reads, against closed formulas and other programs; what it refuses; that it runs ionflux.

    tests/python/reader.py --binary build/release/ionflux

Against VTK and meshio where they are installed (apt-get install python3-vtk9 python3-meshio); else that part is left out.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings
from types import SimpleNamespace

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))
sys.dont_write_bytecode = True
try:
    import numpy as np
except ImportError:
    sys.exit(77)
import ionflux
from ionflux.units import conversion

GOUY_CHAPMAN = ROOT / "tests" / "verification" / "gouy_chapman" / "case.prm"
FAULTS = []


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


def check_close(found, expected, tolerance, what):
    """Relative to the largest value."""
    found, expected = np.asarray(found), np.asarray(expected)
    error = np.abs(found - expected).max() / (np.abs(expected).max() or 1)
    check(error <= tolerance, f"{what}: relative error {error:.2e}, allowed {tolerance}")


def refused(error, what, call):
    try:
        call()
    except error as fault:
        return str(fault)
    check(False, f"{what}: {error.__name__} was expected")
    return ""


def test_closed_formula(scratch):
    """Gouy and Chapman's double layer at a charged wall (Hunter 1981, Zeta Potential, section 2.3.1) at points of our
    choice. The mesh, of quadratics, is good to 2e-5, see tests/verification/gouy_chapman."""
    result = ionflux.Case.from_file(GOUY_CHAPMAN).set("Output/Fields", "true").run(scratch / "layer")
    kelvin, c, sigma = 298.15, 100.0, -0.1
    thermal, eps = 8.31446261815324 * kelvin / 96485.33212331001, 78.5 * 8.8541878128e-12
    debye = np.sqrt(eps * thermal / (2 * 96485.33212331001 * c))
    x = np.array([0.0, 0.1234, 0.5, 1.07, 2.0, 4.9]) * 1e-9
    psi_0 = 2 * np.arcsinh(sigma * debye / (2 * eps * thermal))
    psi = 4 * np.arctanh(np.tanh(psi_0 / 4) * np.exp(-x / debye))
    points = np.stack([x, np.linspace(0, 2e-9, len(x))], axis=1)
    table = result.probe(points, ["phi", "c_K", "c_Cl"])
    check_close(table["phi"], thermal * psi, 3e-5, "phi of a double layer")
    check_close(table["c_K"], c * np.exp(-psi), 1e-4, "c_K of a double layer")
    check_close(table["c_Cl"][-1], c * np.exp(psi[-1]), 1e-4, "c_Cl of a double layer")
    check(table["c_K"].unit == "mol/m^3" and table["phi"].unit == "V", "units of the fields")
    check_close(result.field("phi").at(points * 1e9, unit="nm").to("mV"), 1e3 * thermal * psi, 3e-5, "in nm and mV")
    outside = result.probe([[-1e-9, 0], [1e-9, 1e-9]], ["phi"])
    check(np.isnan(outside["phi"][0]) and outside["material"] == ["", result.fields.materials[0]], "outside: NaN")
    return result


def test_time(scratch):
    """A run in time: its times, fields at them, rows of tables. At t = 0 the voltage is not yet switched on and
    no ion has moved: no potential anywhere, concentrations are those given; the amount is concentration times volume."""
    case = ionflux.Case.from_file(ROOT / "prm" / "charging.prm").set("Time/End time", "0.1 us")
    result = case.set("Time/Output times", "1 ns, 30 ns").set("Time/Error tolerance", "1e-3").run(scratch / "time")
    check(result.is_transient and not result.ended_early, "it is a run in time")
    check_close(result.times.to("ns"), [0, 1, 30, 100], 1e-12, "times")
    x = np.linspace(0, 192e-9, 7)
    points = np.stack([x, np.full(7, 5e-9)], axis=1)
    start = result.probe(points, ["phi", "c_K"], time=0)
    check(np.abs(start["phi"]).max() < 1e-12, "phi at t = 0")
    check_close(start["c_K"], np.ones(7), 1e-6, "c_K at t = 0")
    later = result.probe(points, ["phi", "c_K"], time=["1 ns", 30e-9, "100 ns"])
    check(later.n_rows == 21 and list(later)[0] == "time [s]" and later["phi"].unit == "V", f"a row a time: {later}")
    last = result.probe(points, ["phi"])
    check_close(later.where(time=1e-7)["phi"], last["phi"], 0, "the last rows are the fields without a time")
    check_close(result.field("c_K", time="0.1 us").values, result.field("c_K").values, 0, "0.1 us is the last time")
    profile = result.profiles["line"].where(time=3e-8)
    there = result.probe(np.stack([profile["x"], profile["y"]], axis=1), ["c_K"], time="30 ns")
    check_close(there["c_K"], profile["c_K"], 3e-6, "probe and profile agree at 30 ns")  # 7 digits of places
    ahead = later.where(time=1e-7)["c_K"]
    check(ahead[0] > 1.5 > 0.9 > ahead[-1], f"K goes where it is negative: {ahead}")
    amounts = result.amounts.where(species="K")
    check_close(amounts["amount"], np.full(amounts.n_rows, 192e-9 * 10e-9), 1e-9, "amount of K")
    check(amounts["amount"].unit == "mol/m" and result.steps["step"].unit == "s", "units of the tables")
    accepted = result.steps.where(accepted="yes")
    check_close(np.sum(accepted["step"]), 1e-7, 1e-9, "steps add up to the whole time")
    total = {b: result.fluxes.where(boundary=b, species="all", time=1e-7).value("total current") for b in ("left", "right")}
    check(abs(total["left"] + total["right"]) < 1e-6 * abs(total["left"]), f"the total current is free of divergence: {total}")
    check("the nearest is 1e-07" in refused(LookupError, "a time without output", lambda: result.field("phi", time="2 us")),
          "the nearest time is named")
    refused(ValueError, "a time without unit", lambda: result.probe(points, ["phi"], time="soon"))
    test_xdmf(result, scratch)
    early = case.set("Time/Largest number of steps", 8).run(scratch / "early", check=False)
    check(early.ended_early and early.exit_code == 76, "it ended early")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        rows = early.fluxes
    check(rows["time"].max() < 1e-7 and "last accepted state" in str(said[0].message), f"it says so: {said}")


def vtk_samples(path, names, n):
    """Random points of random cells as VTK has them: places (n, 3), {name: values}. (Not by vtkProbeFilter: it looks
    for the place in linear cells, which curved ones are not.)"""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkCommonCore import reference
    from vtkmodules.vtkIOXML import vtkXMLPUnstructuredGridReader
    reader = vtkXMLPUnstructuredGridReader()
    reader.SetFileName(str(path))
    reader.Update()
    grid, random = reader.GetOutput(), np.random.default_rng(1)
    data = {name: vtk_to_numpy(grid.GetPointData().GetArray(name)).astype(float) for name in names}
    places, found = [], {name: [] for name in names}
    for c in random.integers(grid.GetNumberOfCells(), size=n):
        cell, x = grid.GetCell(int(c)), [0.0] * 3
        weights = [0.0] * cell.GetNumberOfPoints()
        cell.EvaluateLocation(reference(0), random.random(3), x, weights)  # the place and the weights of its points
        ids = [cell.GetPointId(i) for i in range(len(weights))]
        places.append(x)
        for name in names:
            found[name].append(np.array(weights) @ data[name][ids])
    return np.array(places), {name: np.array(values) for name, values in found.items()}


def test_vtk(scratch):
    """Lagrange cells: VTK interpolates them as finite elements of that degree, too. 2-D on two ranks; 3-D, curved."""
    try:
        import vtkmodules.vtkIOXML  # noqa: F401
    except ImportError:
        print("left out: VTK is not installed")
        return
    for name, prm, ranks in (("plane", "nanopore.prm", 2), ("space", "nanopore_3d.prm", 1)):
        case = ionflux.Case.from_file(ROOT / "prm" / prm).set("Output/Cells of fields", "Lagrange")
        if name == "space":
            case.set("Geometry/nanopore/First layer", "1 nm").set("Geometry/nanopore/Angular cells", 2)
        result = case.run(scratch / name, ranks=ranks)
        fields = result.fields
        full = [fields.full_name(n) for n in ("phi", "mu_K", "field")]
        check(result.to_vtk().GetNumberOfPoints() == len(fields.grid.points), f"{name}: the grid of VTK has all points")
        points, theirs = vtk_samples(result.path("fields_0000.pvtu"), full, 300)
        ours = result.probe(points[:, :fields.dimension], full, unit="nm")
        for one in full:
            there = np.isfinite(theirs[one].reshape(len(points), -1)[:, 0])  # mu of ions: not in the membrane
            check(there.mean() > 0.5, f"{name}: {one} is known to VTK in {there.mean():.0%} of the points")
            expected = theirs[one][there]
            expected = expected[:, :fields.dimension] if expected.ndim == 2 else expected
            check_close(np.asarray(ours[one])[there], expected, 3e-6, f"{name}: {one} as VTK has it")
        report = subprocess.run([str(ROOT / "scripts" / "report"), result.folder], capture_output=True, text=True)
        check(report.returncode in (0, 69) and "could not be drawn" not in report.stderr,
              f"{name}: report of Lagrange cells: {report.stderr}")


def test_meshio(result):
    """meshio reads no .pvtu; it reads the pieces, and ours is converted to it."""
    try:
        import meshio
    except ImportError:
        print("left out: meshio is not installed")
        return
    theirs = meshio.read(result.path("fields_0000.0.vtu"))
    ours = result.fields.to_meshio()
    check(len(theirs.cells[0].data) == len(ours.cells[0].data), "meshio: as many cells")
    check_close(ours.points, theirs.points, 0, "meshio: points")
    check(theirs.field_data["material: domain"] == 0, f"meshio: names of materials: {theirs.field_data}")
    for name, values in theirs.point_data.items():
        check_close(ours.point_data[name], values, 0, f"meshio: {name}")
    ionflux.exchange.teach_meshio()
    taught = meshio.read(result.path("fields_0000.pvtu"))
    check_close(taught.point_data["phi [V]"], ours.point_data["phi [V]"], 0, "meshio reads .pvtu when it is taught to")


def test_xdmf(result, scratch):
    """All times of a run in one XDMF file: what h5py finds in its .h5, and meshio in both, is what the fields are."""
    try:
        import meshio
    except ImportError:
        return
    path = result.write_fields(scratch / "fields.xdmf")
    with meshio.xdmf.TimeSeriesReader(path) as reader:
        points, cells = reader.read_points_cells()
        check(reader.num_steps == len(result.times) > 2, f"XDMF: {reader.num_steps} times of {len(result.times)}")
        for k, time in enumerate(result.times):
            t, data, _ = reader.read_data(k)
            check(t == time, f"XDMF: time {t}, not {time}")
            check_close(data["c_K [mol/m^3]"], result.fields_at(time).grid.values["c_K [mol/m^3]"], 1e-7, f"XDMF at {t}")
    check(cells[0].data.shape == result.fields.grid.cells.shape, "XDMF: cells")
    moving = SimpleNamespace(times=[0.0, 1.0], fields_at=lambda time: SimpleNamespace(
        dimension=2, grid=SimpleNamespace(points=points + time, cells=cells[0].data, values={})))
    try:
        ionflux.exchange.write(moving, scratch / "moving.xdmf")
        check(False, "XDMF: two meshes in one file")
    except ValueError as error:
        check("name a time" in str(error), f"XDMF: {error}")
    try:
        import h5py
    except ImportError:
        print("left out: h5py is not installed")
        return
    with h5py.File(scratch / "fields.h5", "r") as file:
        check(any(np.array_equal(np.array(v), points) for v in file.values()), "HDF5: the points are in it")
    result.write_fields(scratch / "last.vtk")
    check(len(meshio.read(scratch / "last.vtk").points) == len(points), "meshio: a .vtk file")


def test_pieces(binary, scratch):
    """A membrane and its solid beside: names of materials, jumps, ions where they may be only, tables, parameters."""
    case = ionflux.Case.from_file(ROOT / "prm" / "nanopore.prm").set("Electrolyte/Temperature", "310 K")
    result = case.run(scratch / "pore", ranks=2)
    check(result.record["ranks"] == 2, "two ranks")
    check(set(result.field("phi").materials) == {"lower reservoir", "pore", "upper reservoir", "membrane"}, "materials")
    names = ionflux.vtu.material_names(result.path("fields_0000.1.vtu"))
    check(list(names.values()) == result.fields.materials, f"the field files name the materials: {names}")
    for name in ("c_K", "mu_K", "flux_K"):
        field = result.field(name)
        check(np.isfinite(field.values).all() and "membrane" not in field.materials, f"{name}: where ions may be")
    at_wall = [[5e-9, 0]]
    check(result.probe(at_wall)["material"] == ["pore"] and result.probe(at_wall)["c_K"][0] > 100, "wall: the pore side")
    check(np.isnan(result.probe(at_wall, ["c_K"], material="membrane")["c_K"][0]), "wall: the membrane side")
    # c = exp((mu - z F phi) / RT) mol/L for an ideal electrolyte, between the nodes as well
    inside = result.probe([[r, z] for r in (0.3, 2.1, 4.7) for z in (-9.7, 0.4, 6.3)], unit="nm")
    expected = 1000 * np.exp((inside["mu_K"] - 96485.33212331001 * inside["phi"]) / (8.31446261815324 * 310))
    check_close(inside["c_K"], expected, 1e-5, "c from mu and phi")
    # Fluxes through the ends balance, and the tables have what the files have.
    lower, upper = (result.fluxes.value("current", boundary=b, species="all") for b in ("lower end", "upper end"))
    check(abs(lower + upper) < 1e-8 * abs(lower) and lower.unit == "A", "currents balance")
    check_close(lower.to("pA"), 1e12 * float(lower), 1e-15, "in pA")
    check_close(result.observables.value("value", observable="voltage"), -0.1, 1e-9, "an observable")
    check(result.observables.value("value", observable="conductance").unit == "S", "its unit")
    resolved = result.parameters
    radius = resolved["Geometry/nanopore/Pore radius"]
    check(radius.number == 5e-9 and radius.unit == "m" and radius.is_set, f"a parameter: {radius}")
    check(resolved["Electrolyte/Temperature"].number == 310 and not resolved["Discretization/Degree"].is_set, "others")
    check(result.species == ["K", "Cl"], f"species in the order of the file: {result.species}")
    check(os.path.samefile(result.record["output folder"], result.folder), "run.json knows its folder")
    text = result.text("resolved.prm")
    for path, entry in resolved.entries.items():
        check(f"set {path[-1]} = {entry.value}  # " in text, f"run.json and resolved.prm: {'/'.join(path)}")
    refused(KeyError, "no such field", lambda: result.field("c_Na"))
    check("'c_Na'" in refused(KeyError, "no such field", lambda: result.field("c_Na")), "the field is named")
    refused(LookupError, "several rows", lambda: result.fluxes.value("current", species="all"))
    refused(ValueError, "a point of three coordinates", lambda: result.probe([[0, 0, 0]]))
    check("has no table iv.csv" in refused(ionflux.NoResult, "no sweep", lambda: result.iv), "no I-V curve")
    # an audit that failed is said at each look
    record = dict(result.record, exit={"code": 78, "reason": "audit failed: charge balance"})
    pathlib.Path(result.path("run.json")).write_text(json.dumps(record), encoding="utf-8")
    import warnings
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        ionflux.load(result.folder).fluxes
    check(len(said) == 1 and "charge balance" in str(said[0].message), "a failed audit is a warning")


def test_sweep(scratch):
    """An odd I-V curve as a symmetric pore must have; the same as single runs."""
    case = ionflux.Case.from_file(ROOT / "prm" / "nanopore.prm").set("Output/Fields", "false")
    sweep = case.copy().sweep("voltage", "Boundary conditions/upper end/Potential", ["-0.1 V", "0 V", "0.1 V"])
    result = sweep.run(scratch / "sweep")
    current = result.iv["current"]
    check(result.kind == "sweep" and current.unit == "A" and len(current) == 3, f"the sweep: {result.iv}")
    check_close(current[0], -current[2], 1e-6, "an odd curve")
    single = case.run(scratch / "single").fluxes.value("current", boundary="lower end", species="all")
    check_close(result.point(3).fluxes.value("current", boundary="lower end", species="all"), single, 1e-6, "one point")
    check(list(result.points["status"]) == ["done"] * 3, "status of the points")
    with_range = case.copy().sweep("v", "Electrolyte/Temperature", ["290 K", "310 K"], points=3)
    check(with_range.check() and with_range.get("Sweep/v/Values") is None, "a range is one")


def test_refusals(binary, scratch):
    case = ionflux.Case.from_file(ROOT / "prm" / "nanopore.prm")
    failed = refused(ionflux.RunFailed, "a misspelt name", lambda: case.copy().set("Output/Feilds", "false").check())
    check("exit code 65" in failed and "did you mean: Fields?" in failed, f"its message: {failed}")
    hard = case.copy().set("Solver/Maximum Newton steps", 1).set("Solver/Continuation", "never")
    refused(ionflux.RunFailed, "no convergence", lambda: hard.run(scratch / "hard"))
    result = hard.run(scratch / "hard", check=False)
    shutil.copy(scratch / "pore" / "fluxes.csv", scratch / "hard")  # whatever lies there
    check(result.exit_code == 76 and not result.has_solution, "a failed run is loaded as one")
    for what in ("fluxes", "fields", "observables"):
        words = refused(ionflux.NoResult, f"{what} of a failed run", lambda: getattr(result, what))
        check("no convergence" in words, f"why there is nothing: {words}")
    refused(ionflux.NoResult, "no folder", lambda: ionflux.load(scratch / "nowhere"))


def test_text_of_cases():
    case = ionflux.Case("set Title = one # two\nsubsection A\n  set x = 1 + \\\n    2\n  subsection B, C\n  end\nend\n")
    check(case.get("A/x") == "1 +  2" or case.get("A/x") == "1 + 2", f"continued lines: {case.get('A/x')}")
    check(case.get("Title") == "one" and case.get("A/y") is None, "comments, what is not there")
    case.set("A/x", 3).set("A/D/y", "5 nm").set("A/D/z", "6 nm").set("Dimension", 3).set("New/E/f", 1).set("Title", None)
    expected = "set Dimension = 3\nsubsection A\n  set x = 3\n  subsection B, C\n  end\n  subsection D\n    set y = 5 nm\n" \
               "    set z = 6 nm\n  end\nend\nsubsection New\n  subsection E\n    set f = 1\n  end\nend\n"
    check(case.text == expected, f"the text of a case:\n{case.text}")
    check(case.tree() == {"Dimension": "3", "A": {"x": "3", "B, C": {}, "D": {"y": "5 nm", "z": "6 nm"}},
                          "New": {"E": {"f": "1"}}}, f"as a tree: {case.tree()}")


def test_units():
    """NIST SP 811 and the SI brochure of 2019."""
    for unit, other, factor in (("A", "pA", 1e12), ("mol/m^3", "mmol/L", 1), ("V/m", "mV/nm", 1e-6), ("C/m^2", "e/nm^2",
                                1e-18 / 1.602176634e-19), ("m^2/s", "cm^2/s", 1e4), ("S", "nS", 1e9), ("A/m^2", "mA/cm^2", 0.1),
                                ("J/mol", "kJ/mol", 1e-3), ("mol/m^3", "M", 1e-3), ("W", "J/s", 1), ("1/ohm", "S", 1)):
        check_close(conversion(unit, other), factor, 1e-12, f"{unit} in {other}")
    refused(ValueError, "A in V", lambda: conversion("A", "V"))
    refused(ValueError, "an unknown unit", lambda: conversion("A", "furlong"))
    values = ionflux.Values([1.0, 2.0], "A")
    check(values[1:].unit == "A" and not hasattr(values * 2, "unit"), "parts keep their unit, what is computed has none")


def test_notebook(binary, scratch):
    """doc/notebook.py runs from top to bottom: each of its cells, in one go, with the pictures it makes."""
    script = ROOT / "doc" / "notebook.py"
    cells = script.read_text(encoding="utf-8").split("\n# %%")
    environment = dict(os.environ, IONFLUX=binary, MPLBACKEND="Agg", PYTHONPATH=str(ROOT / "python"))
    ended = subprocess.run([sys.executable, "-B", str(script)], cwd=scratch, env=environment, capture_output=True, text=True)
    check(ended.returncode == 0, f"the notebook: {ended.stderr}")
    check(len(cells) > 5 and "pA" in ended.stdout, f"the notebook says: {ended.stdout}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    os.environ.update(IONFLUX=binary, OMP_NUM_THREADS="1", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    with tempfile.TemporaryDirectory(prefix="ionflux-python-") as name:
        scratch = pathlib.Path(name)
        test_units()
        test_text_of_cases()
        test_meshio(test_closed_formula(scratch))
        test_time(scratch)
        test_pieces(binary, scratch)
        test_vtk(scratch)
        test_sweep(scratch)
        test_refusals(binary, scratch)
        test_notebook(binary, scratch)
    print("all good" if not FAULTS else f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
