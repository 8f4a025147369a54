#!/usr/bin/env python3
"""Convergence studies through the command "ionflux converge", judged by theory.

    rates.py --binary build/release/ionflux [--keep DIR]

1. Manufactured solutions (planar, axisymmetric with two materials, 3-D, both sets of unknowns, given potential, activity models):
   errors fall with the orders p + 1 in L2 and p in H1 (Ciarlet 1978), conservative fluxes with 2 p (Wheeler 1974;
   Carey 1982), and are small. The sources are derived from the strong equations in SI units: a wrong sign, scale
   or radial weight in the program's weak form leaves an error that does not fall.
2. Richardson's extrapolation of Goldman-Hodgkin-Katz fluxes finds 2 p, and a limit that the closed formula
   confirms to the stated uncertainty; with the formula as reference values the errors are those to the formula.
3. On 1, 2 and 3 ranks the same table. 4. Adaptive meshes: orders by the number of unknowns. 5. A mesh that does not converge: exit code 76, and the table says so.
"""

import argparse
import csv
import math
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MPIRUN = HERE.parents[2] / "scripts" / "mpirun"
sys.path.insert(0, str(HERE.parent))
from references import F, THERMAL_VOLTAGE  # noqa: E402

CONCENTRATIONS = ["--set", "Electrolyte/Primary variables=concentration"]
SHORT = ["--set", "Convergence study/Levels=3"]


FLOW = ["--set", "Flow/Profile=expression", "--set", "Flow/Velocity x=0.3 + 0.6*y/(10*nm) [m/s]",
        "--set", "Flow/Velocity y=-0.5*x/(10*nm) [m/s]"]
CYLINDER_FLOW = ["--set", "Flow/Profile=stagnation", "--set", "Flow/Strain rate=5e7 s^-1"]


def model(name):
    return ["--set", f"Electrolyte/Activity model={name}"]


# case, settings, largest relative error on the finest mesh by degree
STUDIES = [
    ("planar", [], {1: 3e-2, 2: 3e-4, 3: 2e-6}),
    ("planar", CONCENTRATIONS, {1: 3e-2, 2: 3e-4, 3: 2e-6}),
    ("axisymmetric", [], {1: 8e-2, 2: 2e-3, 3: 8e-5}),
    ("space", [], {1: 0.2, 2: 4e-3}),
    ("space", CONCENTRATIONS + ["--set", "Convergence study/Levels=2", "--set", "Convergence study/Degrees=2, 3"],
     {2: 2e-2, 3: 2e-3}),
    ("given_potential", [], {1: 0.1, 2: 4e-3, 3: 1e-4}),
    ("planar", model("Pitzer") + SHORT, {1: 6e-2, 2: 2e-3, 3: 3e-5}),
    ("planar", CONCENTRATIONS + model("Pitzer") + SHORT, {1: 6e-2, 2: 2e-3, 3: 3e-5}),
    ("axisymmetric", model("Davies"), {1: 8e-2, 2: 2e-3, 3: 8e-5}),
    ("planar", FLOW + SHORT, {1: 6e-2, 2: 2e-3, 3: 3e-5}),
    ("axisymmetric", CYLINDER_FLOW + SHORT, {1: 0.15, 2: 8e-3, 3: 5e-4}),
]
LESS_THAN_THEORY = {4: 0.15, 3: 0.2, 2: 0.35}  # by the number of meshes: coarse ones are not asymptotic


class Failures:
    count = 0

    def check(self, good, what):
        self.count += not good
        if not good:
            print("FAILED " + what)


def converge(binary, folder, case, settings=(), ranks=1, codes=(0,)):
    command = [str(MPIRUN), str(ranks)] if ranks > 1 else []
    command += [str(binary), "converge", str(HERE / (case + ".prm")), "--output", str(folder), *settings]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                            stdin=subprocess.DEVNULL)
    if result.returncode not in codes:
        sys.exit(f"FAILED exit code {result.returncode} instead of {codes} of {' '.join(command)}\n{result.stdout[-3000:]}")
    with open(pathlib.Path(folder) / "convergence.csv", newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream)), result.stdout


def theory(column, degree):
    if " L2 " in column:
        return degree + 1
    return degree if " H1 " in column else 2 * degree


def study_manufactured(binary, folder, failures):
    for number, (case, settings, bounds) in enumerate(STUDIES):
        rows, _ = converge(binary, folder / f"study{number}", case, settings)
        what = " ".join([case, *settings[1::2]])
        levels = max(int(row["level"]) for row in rows)
        failures.check(sorted({int(row["degree"]) for row in rows}) == sorted(bounds), what + ": degrees")
        for row in (row for row in rows if int(row["level"]) == levels):
            degree = int(row["degree"])
            for column in (c for c in row if c.startswith("order of ")):
                title = column[len("order of "):]
                is_goal = " through " in title
                order, least = float(row[column]), theory(column, degree) - LESS_THAN_THEORY[levels]
                failures.check(order > least, f"{what}, degree {degree}: {column} is {order:.2f}, foreseen {least:.2f}")
                error = float(row["relative " + ("error of " if is_goal else "") + title])
                failures.check(error < bounds[degree], f"{what}, degree {degree}: {title} is {error:.2g}")
        expected = 2 * (1 + 2 + 2 * (case != "given_potential" and CONCENTRATIONS[1] not in settings))
        n_norms = sum(bool(re.match("order of (L2|H1)", c)) for c in rows[0])
        failures.check(n_norms == expected - 2 * (case == "given_potential"), f"{what}: {n_norms} norms")


def ghk(z, diffusivity, left, right):
    """Flux density [mol/(m^2 s)] over 100 nm with 60 mV (see ../ghk/reference.py)."""
    w = z * 0.06 / THERMAL_VOLTAGE
    return diffusivity / 100e-9 * w / -math.expm1(-w) * (left - right * math.exp(-w))


def study_goals(binary, folder, failures):
    height = 40e-9
    chloride, magnesium = height * ghk(-1, 2.032e-9, 10, 110), height * ghk(2, 0.706e-9, 2, 30)
    formula = {"flux of Cl through right [mol/s/m]": chloride, "flux of Mg through right [mol/s/m]": magnesium,
               "current through right [A/m]": F * (2 * magnesium - chloride)}
    rows, _ = converge(binary, folder / "richardson", "ghk")
    for row in (row for row in rows if row["level"] == "4"):
        degree = int(row["degree"])
        for goal, value in formula.items():
            order = float(row["order of " + goal.split(" [")[0]])
            failures.check(abs(order - 2 * degree) < 0.1, f"Richardson, degree {degree}: order of {goal} is {order:.2f}")
            found, uncertainty = (float(row[f"{kind} {goal}"]) for kind in ("extrapolated", "uncertainty of"))
            # The leading term of the error is gone: of order 2 p - 0.04 observed, some 3 % of it are left.
            failures.check(abs(found - value) < 0.05 * abs(float(row[goal]) - value),
                           f"Richardson, degree {degree}: {goal} is {found}, formula {value}")
            failures.check(abs(float(row[goal]) - value) < uncertainty < 2 * abs(float(row[goal]) - value),
                           f"Richardson, degree {degree}: uncertainty {uncertainty} of {goal}")
    values = ", ".join(f"{value!r} {goal.split('[')[1][:-1]}" for goal, value in formula.items())
    settings = ["--set", "Convergence study/Reference=reference values",
                "--set", "Convergence study/Reference values=" + values]
    rows, _ = converge(binary, folder / "values", "ghk", settings)
    for row in (row for row in rows if row["level"] == "4"):
        for goal, value in formula.items():
            order, error = float(row["order of " + goal.split(" [")[0]]), float(row["error of " + goal])
            failures.check(abs(order - 2 * int(row["degree"])) < 0.1, f"reference values: order of {goal} is {order}")
            failures.check(abs(error - abs(float(row[goal]) - value)) <= 1e-13 * abs(value), f"reference values: {goal}")


def study_ranks(binary, folder, failures):
    """Newton's method stops at 1e-13: a millionth of the errors of degrees 1 and 2 is above that."""
    settings = ["--set", "Solver/Relative tolerance=1e-13", "--set", "Convergence study/Levels=3", "--set", "Convergence study/Degrees=1, 2"]
    one, _ = converge(binary, folder / "ranks1", "axisymmetric", settings)
    for ranks in (2, 3):
        more, _ = converge(binary, folder / f"ranks{ranks}", "axisymmetric", settings, ranks)
        for a, b in zip(one, more):
            for column in a:
                if "error of" in column and "order" not in column:
                    x, y = float(a[column]), float(b[column])
                    failures.check(abs(x - y) < 1e-6 * abs(x), f"{column}: {x} on one rank, {y} on {ranks}")
        failures.check(len(one) == len(more) == 6, "number of rows on several ranks")


def study_adaptive(binary, folder, failures):
    """One adaptive step from mesh to mesh: not all cells are refined, and errors fall."""
    settings = ["--set", "Convergence study/Refinement=adaptive", "--set", "Adaptive refinement/Estimator=flux jumps",
                "--set", "Convergence study/Levels=6", "--set", "Convergence study/Degrees=1"]
    rows, _ = converge(binary, folder / "adaptive", "axisymmetric", settings)
    cells = [int(row["cells"]) for row in rows]
    failures.check(all(a < b < 4 * a for a, b in zip(cells, cells[1:])), f"adaptive: cells {cells}")
    for column in (c for c in rows[0] if c.startswith("relative H1 error")):
        errors = [float(row[column]) for row in rows]
        unknowns = [int(row["unknowns"]) for row in rows]
        order = math.log(errors[0] / errors[-1]) / math.log(unknowns[-1] / unknowns[0]) * 2
        failures.check(order > 0.6, f"adaptive: order of {column} by unknowns is {order:.2f}")
        last = 2 * math.log(errors[-2] / errors[-1]) / math.log(unknowns[-1] / unknowns[-2])
        failures.check(abs(float(rows[-1]["order of " + column[len("relative "):]]) - last) < 1e-6,
                       f"adaptive: {column}: order by unknowns")


def study_failure(binary, folder, failures):
    """Few Newton steps are allowed: enough for some meshes, too few for others."""
    n_failed = 0
    for steps in (2, 3, 4):
        settings = ["--set", f"Solver/Maximum Newton steps={steps}", "--set", "Solver/Continuation=never",
                    "--set", "Convergence study/Degrees=1, 2"]
        rows, log = converge(binary, folder / f"failure{steps}", "planar", settings, codes=(0, 76))
        if "incomplete" not in log:
            failures.check(len(rows) == 8 and all(row["status"] == "converged" for row in rows), "a complete study")
            continue
        n_failed += 1
        failures.check(rows[-1]["status"].startswith("not converged"), "status of the mesh that did not converge")
        failures.check(all(row["status"] == "converged, study incomplete" for row in rows[:-1]), "status of the others")
        failures.check(not any(rows[-1][c] for c in rows[-1] if "error" in c), "errors of an unconverged solution")
        failures.check("CONVERGENCE (INCOMPLETE" in log and "did not converge" in log, "the log of an incomplete study")
        failures.check("INCOMPLETE" in (folder / f"failure{steps}" / "convergence.tex").read_text(), "convergence.tex")
        print(f"at most {steps} Newton steps: {len(rows) - 1} meshes converged before one did not")
    failures.check(n_failed > 0, "no study failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for the results")
    arguments = parser.parse_args()
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="ionflux-convergence-") as name:
        folder = arguments.keep or pathlib.Path(name)
        for study in (study_manufactured, study_goals, study_ranks, study_adaptive, study_failure):
            study(arguments.binary.resolve(), folder, failures)
            print(f"{study.__name__}: {failures.count} failure(s) so far")
    return 1 if failures.count else 0


if __name__ == "__main__":
    sys.exit(main())
