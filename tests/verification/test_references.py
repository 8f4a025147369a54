#!/usr/bin/env python3
"""Does every reference.py still give the expected.csv beside it? Exit code 77 without scipy."""

import csv
import importlib.util
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def rows(text):
    return list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))


def same(first, second):
    """Texts equal, or numbers to 1e-7: other versions of scipy round differently."""
    try:
        return math.isclose(float(first), float(second), rel_tol=1e-7)
    except ValueError:
        return first == second


def main():
    if importlib.util.find_spec("scipy") is None:
        print("skipped: no scipy")
        return 77
    failures = 0
    for script in sorted(HERE.glob("*/reference.py")):
        result = subprocess.run([sys.executable, "-B", script, "--print"], stdout=subprocess.PIPE, text=True)
        new, old = rows(result.stdout), rows((script.parent / "expected.csv").read_text(encoding="utf-8"))
        good = result.returncode == 0 and len(new) == len(old) and all(
            len(a) == len(b) and all(map(same, a, b)) for a, b in zip(new, old))
        failures += not good
        print(f"{'ok    ' if good else 'FAILED'} {script.parent.name}: {len(old) - 1} rows")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
