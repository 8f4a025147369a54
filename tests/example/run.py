#!/usr/bin/env python3
"""An example of prm/ does what its first lines promise: it runs to its end and all audits pass.

    tests/example/run.py --binary build/release/ionflux prm/pore_array.prm

A file with a section Sweep runs as a sweep; then no point may have failed, and a sweep of a potential has an iv.csv.
"""

import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def check_run(folder):
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    audits = record["audits"]
    assert audits and all(audit["passed"] for audit in audits), audits
    with open(folder / "observables.csv", newline="", encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) > 5
    print(f"{len(audits)} audits passed")


def table(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def check_sweep(folder, swept):
    points = table(folder / "points.csv")
    assert points and all(point["status"] == "done" for point in points), points
    numbers = {point["point"] for point in points}
    for name in ("fluxes.csv", "observables.csv"):
        assert {row["point"] for row in table(folder / name)} == numbers, f"{name} lacks points"
    if any(parameter.endswith("/Potential") for parameter in swept):
        assert len(table(folder / "iv.csv")) == len(points)
    print(f"{len(points)} points done")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("file", type=pathlib.Path)
    arguments = parser.parse_args()
    text = arguments.file.read_text(encoding="utf-8")
    is_sweep = re.search(r"^subsection Sweep\b", text, re.M)
    with tempfile.TemporaryDirectory(prefix="ionflux-example-") as name:
        folder = pathlib.Path(name) / "output"
        command = [arguments.binary, "sweep" if is_sweep else "run", str(arguments.file), "--output", str(folder)]
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                stdin=subprocess.DEVNULL)
        if result.returncode != 0:
            sys.exit(f"FAILED exit code {result.returncode} of {' '.join(command)}\n{result.stdout[-3000:]}")
        if is_sweep:
            check_sweep(folder, re.findall(r"^\s*set Parameter\s*=\s*(.*?)\s*$", text, re.M))
        else:
            check_run(folder)


if __name__ == "__main__":
    main()
