#!/usr/bin/env python3
"""Estimated errors of the mesh against true ones: effectivity = estimate / (exact value - value).

    effectivity.py --binary build/release/ionflux [CASE ...]

effectivity.json lists runs of verification cases on coarse meshes:

case, run   folder, and name of the run in its runs.json ("" without one)
set         overrides of the input: the coarse mesh
yardstick   "theory": the expected values of the case, which are exact there; "mesh": the same input with the
            overrides of `fine`, where the theory is an approximation (electroneutral, thin layers) or says nothing
outside     optional: conditions on rows that are known to lie outside of the limits, {"where": "why"}

Every flux, current and unknown potential counts whose true error is above 3e-7 of it. Standard library only.
"""

import argparse
import json
import pathlib
import sys
import tempfile

from run_case import CaseError, find_column, look_up, read_expected, read_table, run_program

HERE = pathlib.Path(__file__).resolve().parent
LIMITS = (0.3, 3.0)
LEAST = 3e-7  # relative; below, the linear solver's tolerance shows
COLUMNS = {"flux": "mesh error of flux", "current": "mesh error of current", "potential": "mesh error"}


def run(entry, overrides, binary, folder):
    case = HERE / entry["case"]
    runs = json.loads((case / "runs.json").read_text(encoding="utf-8")) if entry["run"] else {"": []}
    command = [str(binary), "run", str(case / "case.prm"), "--output", str(folder / "out"), *runs[entry["run"]],
               "--set", "Output/Mesh error of fluxes=always", "--set", "Output/Fields=false"]
    for override in overrides:
        command += ["--set", override]
    folder.mkdir()
    run_program(command, folder / "log.txt")
    return folder / "out"


def places(entry, output):
    """(file, where, column) of the values to be looked at."""
    header, rows = read_table(output / "fluxes.csv")
    for row in rows:
        column = "current" if row["species"] == "all" else "flux"
        yield "fluxes.csv", f"boundary={row['boundary']};species={row['species']}", column
    if (output / "unknown_potentials.csv").is_file():
        for row in read_table(output / "unknown_potentials.csv")[1]:
            yield "unknown_potentials.csv", f"boundary={row['boundary']}", "potential"


def expected_values(entry, binary, folder, output):
    """[(file, where, column, exact value)]"""
    if entry["yardstick"] == "mesh":
        fine = run(entry, entry["set"] + entry["fine"], binary, folder)
        return [(file, where, column, look_up(*read_table(fine / file), where, column))
                for file, where, column in places(entry, output)]
    rows = read_expected(HERE / entry["case"] / "expected.csv", with_runs=bool(entry["run"]))
    return [(row["file"], row["where"], row["column"].split(" [")[0], row["expected"]) for row in rows
            if row.get("run", "") == entry["run"] and row["column"].split(" [")[0] in COLUMNS
            and row["file"] in ("fluxes.csv", "unknown_potentials.csv") and row["tolerance"] < 1e-3]


def check(entry, binary, folder):
    """Print a line a value; return (number of values that count, failures)."""
    output = run(entry, entry["set"], binary, folder / "coarse")
    values = expected_values(entry, binary, folder / "fine", output)
    header, rows = read_table(output / "fluxes.csv")
    sizes = {"potential": 0.0}  # a total that is the rest of a cancellation is no number to compare with
    for column in ("flux", "current"):
        name = find_column(column, header)
        sizes[column] = max(abs(float(row[name])) for row in rows if row[name])
    counted = failures = 0
    for file, where, column, exact in values:
        table = read_table(output / file)
        value, estimate = look_up(*table, where, column), look_up(*table, where, COLUMNS[column])
        true = exact - value
        if abs(true) <= LEAST * abs(exact) or abs(exact) <= 1e-6 * sizes[column]:
            continue
        effectivity = estimate / true
        verdict = "ok" if LIMITS[0] <= effectivity <= LIMITS[1] else "FAILED"
        if where in entry.get("outside", {}):
            verdict = "known" if verdict == "FAILED" else "ok"
        counted += 1
        failures += verdict == "FAILED"
        print(f"{verdict:6s} {entry['case']:22s} {entry['run'][:26]:26s} {where:52s} {column:9s} "
              f"relative error {abs(true / exact):.1e}  effectivity {effectivity:.3g}")
    return counted, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("cases", nargs="*", help="folders; all without any")
    options = parser.parse_args()
    entries = json.loads((HERE / "effectivity.json").read_text(encoding="utf-8"))
    counted = failures = 0
    with tempfile.TemporaryDirectory(prefix="ionflux-effectivity-") as folder:
        for number, entry in enumerate(entries):
            if options.cases and entry["case"] not in options.cases:
                continue
            scratch = pathlib.Path(folder) / str(number)
            scratch.mkdir()
            try:
                n, bad = check(entry, options.binary.resolve(), scratch)
            except CaseError as error:
                print(f"FAILED {entry['case']}: {error}")
                n, bad = 0, 1
            if n == 0:
                print(f"FAILED {entry['case']}, {entry['run']}: no error is large enough to be compared")
                bad += 1
            counted += n
            failures += bad
    print(f"{counted - failures} of {counted} effectivities within {LIMITS[0]} ... {LIMITS[1]}, or known")
    return 1 if failures or not counted else 0


if __name__ == "__main__":
    sys.exit(main())
