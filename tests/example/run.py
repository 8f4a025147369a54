#!/usr/bin/env python3
"""An example of prm/ does what its first lines promise: it runs to its end and all audits pass.

    tests/example/run.py --binary build/release/ionflux prm/pore_array.prm

A file with a section Sweep runs as a sweep; then no point may have failed.
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


def check_sweep(folder):
    with open(folder / "points.csv", newline="", encoding="utf-8") as stream:
        points = list(csv.DictReader(stream))
    assert points and all(point["status"] == "done" for point in points), points
    with open(folder / "iv.csv", newline="", encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) == len(points)
    print(f"{len(points)} points done")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("file", type=pathlib.Path)
    arguments = parser.parse_args()
    is_sweep = re.search(r"^subsection Sweep\b", arguments.file.read_text(encoding="utf-8"), re.M)
    with tempfile.TemporaryDirectory(prefix="ionflux-example-") as name:
        folder = pathlib.Path(name) / "output"
        command = [arguments.binary, "sweep" if is_sweep else "run", str(arguments.file), "--output", str(folder)]
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                stdin=subprocess.DEVNULL)
        if result.returncode != 0:
            sys.exit(f"FAILED exit code {result.returncode} of {' '.join(command)}\n{result.stdout[-3000:]}")
        (check_sweep if is_sweep else check_run)(folder)


if __name__ == "__main__":
    main()
