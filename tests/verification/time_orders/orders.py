#!/usr/bin/env python3
"""Orders in time, of potential and concentrations, measured; and what must not change in a closed box.

    orders.py --binary build/release/ionflux

Blocking electrodes whose potential oscillates (box.prm), with fixed steps h, h/2, h/4. Errors are those against the
default scheme with steps h/16; every scheme sees the same mesh. Also: the error is about the tolerance asked for, amounts
of ions in the closed box stay as they were to 1e-12, and a step that Newton's method cannot make leads to a clear end.
"""

import argparse
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ORDERS = {"implicit Euler": 1, "SDIRK2": 2, "TR-BDF2": 2, "ESDIRK3": 3}
END = 1e-6
COARSE = 40
TOLERANCE, RANGE, MEAN = 2.5e-6, 0.05, 1.0  # 1, V, mol/m^3


def run(binary, folder, *sets, code=0):
    command = [binary, "run", HERE / "box.prm", "--set", f"Output/Directory={folder}"]
    for one in sets:
        command += ["--set", one]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != code:
        sys.exit(f"exit code {done.returncode} instead of {code}\n{done.stdout[-2000:]}\n{done.stderr}")
    return done


def profile(folder):
    with open(folder / "profile_line.csv", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if math.isclose(float(row["time [s]"]), END)]
    return {name: [float(row[name]) for row in rows] for name in ("phi [V]", "c_K [mol/m^3]", "c_Cl [mol/m^3]")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def solve(scheme, n):
            run(binary, folder, f"Time/Scheme={scheme}", f"Time/Fixed step={END / n:.17g} s")
            return profile(folder)

        exact = solve("ESDIRK3", 16 * COARSE)
        for scheme, order in ORDERS.items():
            errors = {}
            for n in (COARSE, 2 * COARSE, 4 * COARSE):
                found = solve(scheme, n)
                for field, values in found.items():
                    errors.setdefault(field, []).append(max(abs(a - b) for a, b in zip(values, exact[field])))
            for field, (first, second, third) in errors.items():
                measured = math.log2(second / third)
                print(f"{scheme:15s} {field:15s} errors {first:.2e} {second:.2e} {third:.2e}  order {measured:.2f}")
                if not order - 0.2 < measured < order + 0.6:
                    faults.append(f"{scheme}, {field}: order {measured:.2f} instead of {order}")

        # Error control: what comes out is about as accurate as was asked for, in about a hundred steps. Errors are
        # measured as the tolerance is: of the potential by its range, of a concentration by itself plus its mean.
        run(binary, folder, f"Time/Error tolerance={TOLERANCE}")
        error = 0.0
        for field, values in profile(folder).items():
            sizes = [RANGE if field.startswith("phi") else abs(c) + MEAN for c in exact[field]]
            error = max(error, *(abs(a - b) / size for a, b, size in zip(values, exact[field], sizes)))
        with open(folder / "steps.csv", encoding="utf-8") as stream:
            steps = len(list(csv.DictReader(stream)))
        print(f"tolerance {TOLERANCE:g}: error {error:.1e} in {steps} steps tried")
        if not (0.3 < error / TOLERANCE < 3.0 and steps < 150):
            faults.append(f"error {error:.1e} in {steps} steps for a tolerance of {TOLERANCE:g}")

        # The amounts in the closed box, to rounding.
        run(binary, folder)
        with open(folder / "amounts.csv", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        worst = max(abs(float(row["imbalance / amount"])) for row in rows)
        amounts = {row["species"]: [] for row in rows}
        for row in rows:
            amounts[row["species"]].append(float(row["amount [mol/m]"]))
        drift = max((max(a) - min(a)) / max(a) for a in amounts.values())
        print(f"closed box, {len(rows) // 2} steps: amounts change by {drift:.1e}, imbalance {worst:.1e}")
        if not (drift < 1e-12 and worst < 1e-12):
            faults.append(f"amounts change by {drift:.1e} (imbalance {worst:.1e})")

        # An error that no step allowed can meet: exit code 76, and the last state said.
        done = run(binary, folder, "Time/Error tolerance=1e-12", "Time/Smallest step=1 ns", "Time/First step=10 ns", code=76)
        for words in ("no step of 1e-09 s or more", "last accepted state"):
            if words not in done.stdout:
                faults.append(f"'{words}' not in the log")
    print("\n".join(faults) or "all as it should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
