#!/usr/bin/env python3
"""Beyond Sand's time a constant current finds no ions: the run ends there and says so.

    transition.py --binary build/release/ionflux

The last time in steps.csv against tau = pi D (c0 / (2 J t_Cl))^2 (Sand 1901; Bard and Faulkner 2001, section 8.2), in a
salt that is deep beside the layer.
"""

import argparse
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PLUS, MINUS, C0, J = 1.957e-9, 2.032e-9, 10.0, 7e-3  # of case.prm
TAU = math.pi * 2 * PLUS * MINUS / (PLUS + MINUS) * (C0 * (PLUS + MINUS) / (2 * J * MINUS))**2
TOLERANCE = 2e-4  # found: 5e-5, of the mesh


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    faults = []
    with tempfile.TemporaryDirectory() as name:
        command = [binary, "run", HERE / "case.prm", "--output", f"{name}/out"]
        for setting in ("Time/End time=1 s", "Time/Output times="):
            command += ["--set", setting]
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
        if done.returncode != 76:
            faults.append(f"exit code {done.returncode} instead of 76: {done.stderr[-500:]}")
        for words in ("used up somewhere: K, Cl", "Sand's transition time", "last accepted state"):
            if words not in done.stdout:
                faults.append(f"'{words}' not in the log")
        with open(f"{name}/out/steps.csv", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        last = float(rows[-1]["time [s]"])
        print(f"{len(rows)} steps tried, the last at {last:.8g} s; Sand's time {TAU:.8g} s, deviation {last / TAU - 1:.1e}")
        if not abs(last / TAU - 1) < TOLERANCE:
            faults.append("the run ends at another time")
        if len(rows) > 500:
            faults.append("steps were tried where none succeeds")
    print("\n".join(faults) or "all as it should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
