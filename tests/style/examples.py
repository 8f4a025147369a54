#!/usr/bin/env python3
"""Every example in prm/ passes "ionflux check", and says how it is run."""

import argparse
import subprocess
import sys

from sources import ROOT, sources


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    manual = subprocess.run([binary, "--help"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    if "check" not in manual:
        print("skipped: this program has no command 'check'")
        return 77
    faults = 0
    for path in sources(".prm"):
        name = path.relative_to(ROOT)
        if name.parts[0] != "prm":
            continue
        if f"scripts/run {name}" not in path.read_text(encoding="utf-8"):
            print(f"{name}: the head should say how it is run: scripts/run {name}")
            faults += 1
        result = subprocess.run([binary, "check", str(name)], cwd=ROOT, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode != 0:
            print(f"{name}: exit code {result.returncode} of ionflux check\n{result.stdout}")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
