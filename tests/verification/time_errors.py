#!/usr/bin/env python3
"""Are the errors that runs in time report of their fluxes and currents true? Each input is run with the default tolerance and,
on the same mesh, with one of 1e-6, which says what is wrong with the first. Compared where that is more than 1e-4 of the
largest flux: the middle one of (reported error / true error) and the share that lies within a decade; and no flux may be
wrong by more than three times the tolerance. Likewise those of the mesh: on a coarse one with elements of degree 1, against
the mesh of the input, whose own fluxes agree with closed forms (its case), both in small steps.

    tests/verification/time_errors.py --binary build/release/ionflux
"""

import argparse
import csv
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = {  # input: boundary, species, column, error column
    "time_irreversible/case.prm": ("left", "O", "flux", "time error of flux"),
    "time_cottrell/case.prm": ("left", "Ox", "flux", "time error of flux"),
    "redox_cycling/case.prm": ("left", "Ox", "flux", "time error of flux"),
    "../../prm/charging.prm": ("right", "all", "total current", "time error of current"),
}
MESHES = {  # the same, and the coarse mesh
    "time_irreversible/case.prm": ("left", "O", "flux", "mesh error of flux", "20, 1", "2 um"),
    "time_diffusion/case.prm": ("left", "sugar", "flux", "mesh error of flux", "15, 1", "20 nm"),
    "time_gate/case.prm": ("right", "A", "flux", "mesh error of flux", "10, 1", None),
    "time_charging_nonlinear/case.prm": ("right", "all", "total current", "mesh error of current", "16, 1", "1 nm"),
    "time_line_source/case.prm": ("right", "A", "flux", "mesh error of flux", "10, 1", None),
}
TOLERANCE = 1e-3
MIDDLE, LEAST_WITHIN, LARGEST = (0.3, 4.0), 0.9, 3 * TOLERANCE


def curve(binary, path, folder, names, *sets):
    """[(time, value, error)]; error is None where it is not given."""
    command = [binary, "run", str(HERE / path), "--output", str(folder), "--set", "Output/Fields=false"]
    for one in sets:
        command += ["--set", one]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr}")
    boundary, species, value, error = names
    with open(folder / "fluxes.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["boundary"] == boundary and row["species"] == species]
    column = {name: next(key for key in rows[0] if key.rpartition(" [")[0] == name) for name in (value, error)}
    return [(float(row["time [s]"]), float(row[column[value]]), abs(float(row[column[error]])) if row[column[error]] else None)
            for row in rows if row[column[value]]]


def interpolated(points, x):
    """By the cubic through the four points around x."""
    after = next((i for i, point in enumerate(points) if point[0] >= x), len(points) - 1)
    first = min(max(after - 2, 0), len(points) - 4)
    some, total = points[first:first + 4], 0.0
    for i, (a, y, _) in enumerate(some):
        for j, (b, _, _) in enumerate(some):
            if i != j:
                y *= (x - b) / (a - b)
        total += y
    return total


def judge(name, found, exact, largest_error=LARGEST):
    largest = max(abs(value) for _, value, _ in exact)
    true = [(abs(value - interpolated(exact, time)) / largest, error) for time, value, error in found]
    ratios = [error / largest / wrong for wrong, error in true if error is not None and wrong > 1e-4]
    worst = max(wrong for wrong, error in true if error is not None)
    faults = []
    if ratios:
        middle, within = statistics.median(ratios), sum(0.1 <= r <= 10 for r in ratios) / len(ratios)
        print(f"{name}: {len(found)} steps, worst {worst:.1e} of the largest; reported / true {middle:.2f} (middle of {len(ratios)}), "
              f"{100 * within:.0f} % within 0.1 to 10")
        if not MIDDLE[0] <= middle <= MIDDLE[1]:
            faults.append(f"{name}: reported over true error {middle:.2g}")
        if within < LEAST_WITHIN:
            faults.append(f"{name}: {100 * within:.0f} % of the errors are within a decade")
    else:
        print(f"{name}: {len(found)} steps, worst {worst:.1e} of the largest")
    if worst > largest_error:
        faults.append(f"{name}: a flux is wrong by {worst:.1e} of the largest")
    if not any(error for _, error in true):
        faults.append(f"{name}: no error is reported")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    faults = []
    with tempfile.TemporaryDirectory(prefix="ionflux-time-errors-") as folder:
        for number, (path, names) in enumerate(CASES.items()):
            at = pathlib.Path(folder)
            found = curve(binary, path, at / f"default{number}", names, f"Time/Error tolerance={TOLERANCE}")
            exact = curve(binary, path, at / f"tight{number}", names, "Time/Error tolerance=1e-6")
            faults += judge(path, found, exact)
        for number, (path, (*names, cells, layer)) in enumerate(MESHES.items()):
            at, small = pathlib.Path(folder), "Time/Error tolerance=1e-5"
            mesh = [f"Geometry/box/Cells={cells}", "Discretization/Degree=1", *([f"Geometry/box/First layer={layer}"] if layer else [])]
            found = curve(binary, path, at / f"coarse{number}", names, small, *mesh)
            faults += judge(f"{path} on {cells} cells", found, curve(binary, path, at / f"fine{number}", names, small), math.inf)
    for fault in faults:
        print("FAILED", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
