#!/usr/bin/env python3
"""Convergence studies over time steps through the command "ionflux converge", judged by theory.

    orders.py --binary build/release/ionflux

1. A manufactured solution that depends on time (prm/time_steps.prm), stiff: the Debye length is 1/400 of the cell and boundary
   values move. Every scheme has its order in the concentrations, and in the potential at least that of its stages
   (Hairer and Wanner 1996, VI.1: index 1). The sources are derived from the strong equations in SI units: a wrong sign or
   scale of the storage leaves an error that does not fall.
2. Richardson's extrapolation of the total current in ../time_orders/box.prm: order 2, as displacement is a rate, and a limit
   that a run with steps of half the last one comes as near to as it says.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from run_case import read_table

EXAMPLE, BOX = HERE.parents[2] / "prm" / "time_steps.prm", HERE.parent / "time_orders" / "box.prm"
# scheme: order in c, in phi (that of the stages), largest relative error with 40 steps
SCHEMES = {"implicit Euler": (1, 1, 3e-4), "SDIRK2": (2, 1, 1e-4), "TR-BDF2": (2, 2, 2e-6), "ESDIRK3": (3, 2, 1e-6)}
FAULTS = []


def check(condition, words):
    print(("ok     " if condition else "FAILED ") + words)
    if not condition:
        FAULTS.append(words)


def ionflux(binary, command, file, folder, *sets):
    words = [str(binary), command, str(file), "--output", str(folder)]
    for one in sets:
        words += ["--set", one]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr}")


def rows(folder, name):
    return read_table(folder / name)[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for scheme, (order_c, order_phi, bound) in SCHEMES.items():
            ionflux(binary, "converge", EXAMPLE, folder / "study", f"Time/Scheme={scheme}",
                    "Convergence study/Time steps=0.1 ms, 0.05 ms, 0.025 ms", "Geometry/box/Cells=32, 1")
            last = rows(folder / "study", "convergence.csv")[-1]
            for field, foreseen in (("phi", order_phi), ("c_K", order_c), ("c_Cl", order_c)):
                order, error = float(last[f"order of L2 error of {field}"]), float(last[f"relative L2 error of {field}"])
                check(foreseen - 0.25 < order and error < bound, f"{scheme:15s} {field:5s} order {order:.2f}, error {error:.1e}")

        goal = "current through right"
        ionflux(binary, "converge", BOX, folder / "richardson", f"Convergence study/Goals={goal}",
                "Convergence study/Time steps=25 ns, 12.5 ns, 6.25 ns", "Time/Break times=")
        ionflux(binary, "run", BOX, folder / "run", "Time/Fixed step=3.125 ns")
        last = rows(folder / "richardson", "convergence.csv")[-1]
        limit = float(next(value for column, value in last.items() if column.startswith("extrapolated")))
        uncertainty = float(next(value for column, value in last.items() if column.startswith("uncertainty")))
        current = float([row["total current [A/m]"] for row in rows(folder / "run", "fluxes.csv")
                         if row["boundary"] == "right" and row["species"] == "all"][-1])
        order = float(last[f"order of {goal}"])
        check(abs(order - 2) < 0.1 and abs(limit - current) < uncertainty / 4,
              f"Richardson: {limit:.9g} +- {uncertainty:.1e}, order {order:.2f}; with half of the last step {current:.9g}")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
