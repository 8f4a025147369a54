#!/usr/bin/env python3
"""Run a verification case and compare its tables with expected values.

    run_case.py CASE_DIR --binary build/release/ionflux [--ranks N] [--keep DIR] [--variant WORD] [--all]

CASE_DIR holds

case.prm       the input file ("# ranks: 2" or "# timeout: 600" at the start of a line: for ctest;
               "# variants: solvers, concentrations": every run in several ways, see variants.py)
expected.csv   what must come out, one row a value; blank lines and lines that start with # are skipped
    file       table in the output folder, "fluxes.csv" or "profiles/axis.csv"
    where      which row of it: "boundary=upper end;species=K". Cells are compared as numbers where both
               are numbers, else as text. Exactly one row must match; a column named with its unit may be
               given without it ("z=0" for "z [m]"). "last" instead: the last row of the table.
               "interpolate:z [m]=1e-9" instead: linear interpolation in that column between the two
               neighbouring rows, never beyond the ends; conditions may follow after a semicolon.
               "max" or "min", also followed by conditions: the extreme of the matching rows.
    column     "flux [mol/s]"
    expected   a number
    tolerance  a number >= 0
    kind       relative (of the expected value) or absolute (in the unit of the column)
    source     where the expected value comes from: a formula, a paper, a peer; never empty
    run        only with runs.json: the run that the row is about
arguments.txt  optional: more arguments for "ionflux run", one a line
runs.json      optional: several runs of one input, {"10 mM": ["--set", "Baths/KCl/...=10 mmol/L"], ...}

Exit code: 0 all rows agree, 1 not. Standard library only.
"""

import argparse
import concurrent.futures
import csv
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

from core_slots import CoreSlots
from variants import pairs, variants_of

COLUMNS = ["file", "where", "column", "expected", "tolerance", "kind", "source"]
MPIRUN = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "mpirun"


class CaseError(Exception):
    """The case itself or its output is not usable; the message says why."""


def possible(variants, binary):
    """Those whose preconditioner the program's PETSc has: Debian 13's has no ML."""
    chosen = {name: [one.split("=")[1] for one in way if one.startswith("Solver/Preconditioner=")]
              for name, (_, way) in variants.items()}
    if not any(chosen.values()):
        return variants
    words = subprocess.run([str(binary), "--version"], capture_output=True, text=True, check=True).stdout
    available = set(words.split("preconditioners: ")[1].strip().split(", "))
    for name in variants:
        if not set(chosen[name]) <= available:
            print(f"left out: {name}, which this program's PETSc does not have")
    return {name: way for name, way in variants.items() if set(chosen[name]) <= available}


def read_table(path):
    """Header and rows (dicts) of a CSV file, comment lines skipped."""
    with open(path, newline="", encoding="utf-8") as stream:
        lines = [line for line in stream if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines, skipinitialspace=True)
    rows = list(reader)
    for number, row in enumerate(rows, 1):
        if None in row or None in row.values():
            raise CaseError(f"{path.name}: row {number} has not as many cells as the header")
    return reader.fieldnames or [], rows


def read_expected(path, with_runs):
    """The rows of expected.csv, checked, with numbers as floats."""
    if not path.is_file():
        raise CaseError(f"{path} is missing")
    header, rows = read_table(path)
    wanted = COLUMNS + (["run"] if with_runs else [])
    if sorted(header) != sorted(wanted):
        raise CaseError(f"{path}: the columns are {header}, but must be {wanted}")
    if not rows:
        raise CaseError(f"{path} has no rows")
    for number, row in enumerate(rows, 1):
        name = f"{path}, row {number}"
        for column in ("expected", "tolerance"):
            row[column] = to_number(row[column])
            if row[column] is None or not math.isfinite(row[column]):
                raise CaseError(f"{name}: '{column}' is not a number")
        if row["tolerance"] < 0:
            raise CaseError(f"{name}: the tolerance is negative")
        if row["kind"] not in ("relative", "absolute"):
            raise CaseError(f"{name}: kind is '{row['kind']}', but must be relative or absolute")
        if row["kind"] == "relative" and row["expected"] == 0:
            raise CaseError(f"{name}: a relative tolerance of zero means nothing; use absolute")
        if not row["source"].strip():
            raise CaseError(f"{name}: no source")
    return rows


def to_number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def find_column(name, header):
    """The column called `name`, with or without its unit."""
    if name in header:
        return name
    found = [column for column in header if re.sub(r" *\[.*\]$", "", column) == name]
    if len(found) == 1:
        return found[0]
    raise CaseError(f"no column '{name}'; there are: {', '.join(header)}")


def same(cell, wanted):
    a, b = to_number(cell), to_number(wanted)
    if a is not None and b is not None:
        return math.isclose(a, b, rel_tol=1e-9)
    return cell.strip() == wanted.strip()


def split_condition(text, header):
    name, separator, value = text.rpartition("=") # units may hold no "=", names neither
    if not separator:
        raise CaseError(f"'{text}' is no condition of the form column=value")
    return find_column(name.strip(), header), value.strip()


def look_up(header, rows, where, column):
    """The number that `where` and `column` of an expected row point to."""
    column = find_column(column, header)
    parts = [part.strip() for part in where.split(";") if part.strip()]
    action = None
    if parts and (parts[0] in ("last", "max", "min") or parts[0].startswith("interpolate:")):
        action = parts.pop(0)
    for part in parts:
        name, value = split_condition(part, header)
        rows = [row for row in rows if same(row[name], value)]
    if not rows:
        raise CaseError("no row matches")

    def number(row, name):
        value = to_number(row[name])
        if value is None:
            raise CaseError(f"'{row[name]}' in column '{name}' is not a number")
        return value

    if action == "last":
        return number(rows[-1], column)
    if action in ("max", "min"):
        values = [number(row, column) for row in rows]
        return math.nan if any(map(math.isnan, values)) else (max if action == "max" else min)(values)
    if action:
        name, value = split_condition(action[len("interpolate:"):], header)
        return interpolate([(number(row, name), number(row, column)) for row in rows], float(value))
    if len(rows) > 1:
        raise CaseError(f"{len(rows)} rows match")
    return number(rows[0], column)


def interpolate(points, x):
    """Linear interpolation; at a jump (two points with one x) the mean of both sides."""
    exact = [y for a, y in points if math.isclose(a, x, rel_tol=1e-9)]
    if exact:
        return sum(exact) / len(exact)
    below = max((point for point in points if point[0] < x), default=None)
    above = min((point for point in points if point[0] > x), default=None)
    if below is None or above is None:
        ends = [a for a, _ in points]
        raise CaseError(f"{x:g} lies outside of the table, {min(ends):g} to {max(ends):g}")
    weight = (x - below[0]) / (above[0] - below[0])
    return (1 - weight) * below[1] + weight * above[1]


def compare(row, folder):
    """(found, deviation, verdict) of one expected row; verdict is '' when it agrees."""
    try:
        path = folder / row["file"]
        if not path.is_file():
            raise CaseError("no such file in the output")
        found = look_up(*read_table(path), row["where"], row["column"])
    except CaseError as error:
        return math.nan, math.nan, str(error)
    deviation = abs(found - row["expected"])
    if row["kind"] == "relative":
        deviation /= abs(row["expected"])
    # "not <=" so that a NaN fails
    return found, deviation, "" if deviation <= row["tolerance"] else "differs"


def run_program(command, log):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", stdin=subprocess.DEVNULL)
    log.write_text(result.stdout, encoding="utf-8")
    if result.returncode != 0:
        tail = "\n".join(result.stdout.splitlines()[-40:])
        raise CaseError(f"exit code {result.returncode} of\n  {' '.join(map(str, command))}\n{tail}")


def check(case, binary, ranks, folder, word="", every=False):
    """Run the case into `folder`, with those variants that have the word; print a table; return the number of rows that do not
    agree. A variant that fails counts as all its rows."""
    runs = {"": []}
    if (case / "runs.json").is_file():
        runs = json.loads((case / "runs.json").read_text(encoding="utf-8"))
    expected = read_expected(case / "expected.csv", with_runs="" not in runs)
    for row in expected:
        if row.setdefault("run", "") not in runs:
            raise CaseError(f"expected.csv speaks of a run '{row['run']}' that runs.json does not have")
    for name in runs:
        if not any(row["run"] == name for row in expected):
            raise CaseError(f"expected.csv says nothing about the run '{name}'")

    arguments = []
    if (case / "arguments.txt").is_file():
        lines = (case / "arguments.txt").read_text(encoding="utf-8").splitlines()
        arguments = [line for line in lines if line.strip() and not line.startswith("#")]

    try:
        variants = {name: way for name, way in variants_of(case / "case.prm").items() if word in name}
    except KeyError as error:
        raise CaseError(error.args[0]) from error
    variants = possible(variants, binary) or {"": (ranks, [])}
    several = "" not in variants
    slots = CoreSlots()

    def run(number, variant, name):
        n_ranks, way = variants[variant]
        command = [str(MPIRUN), str(n_ranks)] if n_ranks > 1 else []
        command += [str(binary), "run", str(case / "case.prm"), "--output", str(folder / f"run-{number}"),
                    *arguments, *runs[name], *way]
        with slots.taken(n_ranks):
            run_program(command, folder / f"run-{number}.log")

    chosen = pairs(list(variants), list(runs), every or bool(word))
    failures = total = 0
    with concurrent.futures.ThreadPoolExecutor(slots.n_cores if several else 1) as pool:
        waiting = [pool.submit(run, number, *pair) for number, pair in enumerate(chosen)]
        for number, (variant, name) in enumerate(chosen):
            rows = [row for row in expected if row["run"] == name]
            total += len(rows)
            try:
                waiting[number].result()
                failures += report(rows, folder / f"run-{number}", ", ".join(filter(None, [variant, name])))
            except CaseError as error:
                if not several:
                    raise
                print(f"FAILED {variant}, {name}: {error}")
                failures += len(rows)
    print(f"{case.name}: {total - failures} of {total} values agree")
    return failures


def report(rows, output, title):
    """Print the rows beside what was found in `output`; return how many differ."""
    failures = 0
    for row in rows:
        found, deviation, verdict = compare(row, output)
        failures += bool(verdict)
        what = "; ".join(filter(None, [title, row["file"], row["where"], row["column"]]))
        print(f"{'FAILED' if verdict else 'ok    '} {what}\n"
              f"         expected {row['expected']:<14.8g} found {found:<14.8g} {row['kind']} deviation "
              f"{deviation:.2e}, allowed {row['tolerance']:.2e}   ({row['source']})")
        if verdict:
            print(f"         {verdict}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("case", type=pathlib.Path)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--ranks", type=int, default=1)
    parser.add_argument("--variant", default="", help="only variants whose name has this word")
    parser.add_argument("--all", action="store_true", help="each run in each variant, not in two of them")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the output in this folder")
    options = parser.parse_args()
    case = options.case.resolve()
    try:
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            return 1 if check(case, options.binary, options.ranks, options.keep, options.variant, options.all) else 0
        with tempfile.TemporaryDirectory(prefix=f"ionflux-{case.name}-") as folder:
            return 1 if check(case, options.binary, options.ranks, pathlib.Path(folder), options.variant, options.all) else 0
    except CaseError as error:
        print(f"FAILED {case.name}: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
