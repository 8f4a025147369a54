#!/usr/bin/env python3
"""Steps in time: how many, how exact, against fixed steps; the table of doc/numerics.md.

    tests/benchmark/time/run.py --binary build/release/ionflux [--fixed]

Blocking electrodes at 1, 5, 10 RT/F and Debye length over distance 0.1, 0.01 charge over L^2/D. The error is the largest at five
output times, measured as 'Error tolerance' is: potentials by their range, concentrations by themselves plus their mean,
against a run with a tolerance of 1e-6. Fixed steps of equal error: their number follows from the error of --fixed 2000
steps and the order 3 that they have once they are short enough: at least so many.
"""

import argparse
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "verification"))
from references import RT, THERMAL_VOLTAGE, WATER, F

LENGTH, D = 100e-9, 1e-9
END = LENGTH**2 / D
FIELDS = ("phi [V]", "c_K [mol/m^3]", "c_Cl [mol/m^3]")


def run(binary, folder, volts, salt, *sets):
    charging = math.sqrt(WATER * RT / (2 * F**2 * salt)) * LENGTH / D
    outputs = ", ".join(f"{t:.6g} s" for t in (0.01 * charging, 0.1 * charging, charging, 5 * charging) if t < END)
    command = [str(binary), "run", str(HERE / "charging.prm"), "--output", str(folder)]
    for one in (f"Boundary conditions/right/Potential={volts:.8g}*step(t) [V]", f"Time/Output times={outputs}",
                f"Time/Initial concentration of K={salt:.8g} mol/m^3", f"Time/Initial concentration of Cl={salt:.8g} mol/m^3", *sets):
        command += ["--set", one]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stdout[-1500:] + done.stderr)
    with open(folder / "profile_line.csv", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if float(row["time [s]"]) > 0]
    with open(folder / "steps.csv", encoding="utf-8") as stream:
        steps = list(csv.DictReader(stream))
    return [[float(row[name]) for name in FIELDS] for row in rows], steps


def error(rows, best, volts, salt):
    worst = 0.0
    for row, exact in zip(rows, best):
        worst = max(worst, abs(row[0] - exact[0]) / volts, *(abs(a - b) / (b + salt) for a, b in zip(row[1:], exact[1:])))
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--fixed", type=int, default=2000, help="fixed steps to measure; 0: none")
    options = parser.parse_args()
    print("| RT/F | λ/L | tolerance | steps | repeated | Newton a step | Krylov a step | error | error / tolerance | fixed steps of equal error |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for ratio in (0.1, 0.01):
            salt = WATER * RT / (2 * F**2 * (ratio * LENGTH) ** 2)
            for thermal in (1, 5, 10):
                volts = thermal * THERMAL_VOLTAGE
                best, _ = run(options.binary, folder, volts, salt, "Time/Error tolerance=1e-6")
                fixed = None
                if options.fixed:
                    rows, _ = run(options.binary, folder, volts, salt, f"Time/Fixed step={END / options.fixed:.12g} s")
                    fixed = error(rows, best, volts, salt)
                for tolerance in (1e-2, 1e-3, 1e-4):
                    rows, steps = run(options.binary, folder, volts, salt, f"Time/Error tolerance={tolerance}")
                    made = [s for s in steps if s["accepted"] == "yes"]
                    newton, krylov = (sum(int(s[c]) for s in steps) / len(made) for c in ("Newton steps", "Krylov iterations"))
                    found = error(rows, best, volts, salt)
                    equal = f"{options.fixed * (fixed / found) ** (1 / 3):.0f}" if fixed else "-"
                    print(f"| {thermal} | {ratio:g} | {tolerance:.0e} | {len(made)} | {len(steps) - len(made)} | {newton:.1f} | "
                          f"{krylov:.1f} | {found:.1e} | {found / tolerance:.2f} | {equal} |", flush=True)


if __name__ == "__main__":
    main()
