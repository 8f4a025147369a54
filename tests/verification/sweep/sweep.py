#!/usr/bin/env python3
"""One sweep of a small charged cone (two baths, seven voltages), several ways: what must not matter does not.

    sweep.py --binary build/release/ionflux

1. Points that start from their neighbours give the currents of points that start from nothing, on 1, 2 and 3
   ranks, to 1e-8 of the largest current, with fewer Newton steps.
2. A sweep that is killed goes on where it was: all tables are the same byte by byte, but for the seconds.
3. Another input in the same folder is refused; with --force it begins anew.
4. Where the start from a neighbour is too far away, smaller steps lead there; where nothing converges, the
   point is marked, has empty cells, and the exit code is 76.
5. The jobs of --jobs give the same currents, gathered with --collect.
"""

import argparse
import csv
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
MPIRUN = HERE.parents[2] / "scripts" / "mpirun"
TABLES = ["fluxes.csv", "observables.csv", "iv.csv", "curves.csv"]
TOLERANCE = 1e-8
UPPER = "Boundary conditions/upper end/Potential"


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


class Sweeps:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.failures = str(binary), pathlib.Path(folder), 0

    def report(self, what, good, value=""):
        self.failures += not good
        print(f"{'ok    ' if good else 'FAILED'} {what}{': ' if value != '' else ''}{value}")

    def command(self, output, *more, ranks=1, settings=()):
        command = [str(MPIRUN), str(ranks)] if ranks > 1 else []
        command += [self.binary, "sweep", str(HERE / "pore.prm"), "--output", str(output), *more]
        for setting in settings:
            command += ["--set", setting]
        return command

    def run(self, output, *more, code=0, ranks=1, settings=()):
        command = self.command(output, *more, ranks=ranks, settings=settings)
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                errors="replace", stdin=subprocess.DEVNULL)
        if result.returncode != code:
            sys.exit(f"FAILED exit code {result.returncode}, expected {code}: {' '.join(command)}\n"
                     f"{result.stdout[-3000:]}")
        return result.stdout

    def currents(self, output):
        return {(row["bath [mol/m^3]"], row["voltage [V]"]): float(row["current [A]"] or "nan")
                for row in rows_of(output / "iv.csv")}

    def difference(self, first, second):
        a, b = self.currents(first), self.currents(second)
        assert a and a.keys() <= b.keys(), (a, b)
        return max(abs(a[key] - b[key]) for key in a) / max(map(abs, a.values()))

    def warm_and_cold(self):
        warm, cold = self.folder / "warm", self.folder / "cold"
        self.run(warm)
        self.run(cold, settings=["Sweep/Warm start=false"])
        worst = self.difference(cold, warm)
        self.report("warm starts do not change the currents", worst <= TOLERANCE, f"{worst:.2g}")
        rows, largest = rows_of(warm / "iv.csv"), max(map(abs, self.currents(warm).values()))
        errors = [float(row["algebraic error of current [A]"]) for row in rows]
        good = max(errors) > 0.0 and all(
            0.0 <= error <= max(1e-8 * abs(float(row["current [A]"])), 1e-12 * largest)
            for error, row in zip(errors, rows))
        self.report("iv.csv says how far each current is converged", good, f"{max(errors) / largest:.2g}")
        steps = [sum(int(row["Newton steps"]) for row in rows_of(f / "points.csv")) for f in (warm, cold)]
        self.report("Newton steps, warm and cold", steps[0] < steps[1], f"{steps[0]} and {steps[1]}")
        for ranks in (2, 3):
            output = self.folder / f"ranks{ranks}"
            self.run(output, ranks=ranks, settings=["Sweep/bath/Values=100 mmol/L"])
            worst = self.difference(output, warm)
            self.report(f"currents on {ranks} ranks", worst <= TOLERANCE, f"{worst:.2g}")

    def killed(self):
        whole, output = self.folder / "warm", self.folder / "killed"
        process = subprocess.Popen(self.command(output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.time() + 60
        while len(list(output.glob("points/*/run.json"))) < 4 and process.poll() is None and time.time() < end:
            time.sleep(0.005)
        process.kill()
        process.wait()
        n_done = len(list(output.glob("points/*/run.json")))
        # As a point looks that was killed a moment after it began.
        for point in range(1, 15):
            folder = output / "points" / f"{point:04d}"
            if not (folder / "run.json").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                (folder / "log.txt").write_text("half a l")
                break
        text = self.run(output)
        self.report("the sweep was killed and goes on", 4 <= n_done < 14 and
                    f"{n_done} points are done already" in text, f"{n_done} points done")
        for name in TABLES:
            self.report(f"{name} as without interruption",
                        (whole / name).read_bytes() == (output / name).read_bytes())
        both = [[{k: v for k, v in row.items() if k != "seconds"} for row in rows_of(f / "points.csv")]
                for f in (whole, output)]
        self.report("points.csv as without interruption", both[0] == both[1])
        self.report("nothing is left in restart/", not (output / "restart").exists())

    def other_input(self):
        output = self.folder / "killed"
        other = ["Boundary conditions/pore wall, membrane faces/Surface charge=-0.04 C/m^2"]
        text = self.run(output, settings=other, code=73)
        self.report("another input is refused", "point of another input" in text and "--force" in text)
        text = self.run(output, "--force", settings=other)
        self.report("with --force it begins anew", "done already" not in text and
                    self.difference(self.folder / "warm", output) > 1e-3)
        text = self.run(output, settings=[*other, "Solver/Largest step=1", "Output/Fields=false"])
        self.report("how a point is solved does not matter", "14 points are done already" in text)

    def hard(self):
        bath = "Sweep/bath/Values=100 mmol/L"
        far = [bath, "Sweep/voltage/Range=0 V, 1 V", "Sweep/voltage/Points=2"]
        output = self.folder / "far"
        self.run(output, settings=[*far, "Solver/Maximum Newton steps=4", "Solver/Continuation=never"])
        self.run(self.folder / "far_cold", settings=[*far, "Sweep/Warm start=false"])
        row = rows_of(output / "points.csv")[1]
        log = (output / "points" / "0002" / "log.txt").read_text()
        worst = self.difference(self.folder / "far_cold", output)
        self.report("smaller steps from far away", row["status"] == "done" and int(row["attempts"]) > 2 and
                    "smaller step" in log and worst <= TOLERANCE, f"{row['attempts']} attempts, {worst:.2g}")
        output = self.folder / "failing"
        self.run(output, code=76, settings=[bath, "Solver/Maximum Newton steps=1", "Solver/Continuation=never"])
        points, currents = rows_of(output / "points.csv"), [row["current [A]"] for row in rows_of(output / "iv.csv")] \
            if (output / "iv.csv").exists() else []
        self.report("failed points are marked, and have no numbers",
                    [row["status"] for row in points].count("failed") == 7 and not any(currents))

    def jobs(self):
        jobs = self.folder / "jobs"
        self.run(self.folder / "unused", "--jobs", str(jobs))
        if shutil.which("shellcheck"):
            checked = subprocess.run(["shellcheck", str(jobs / "sweep.slurm")], stdout=subprocess.PIPE, text=True)
            self.report("shellcheck passes the array script", checked.returncode == 0, checked.stdout.strip())
        self.report("one row of the manifest a point", len(rows_of(jobs / "manifest.csv")) == 14)
        for point in (1, 14):
            environment = dict(os.environ, SLURM_ARRAY_TASK_ID=str(point), LAUNCHER="", IONFLUX=self.binary)
            environment.pop("SLURM_SUBMIT_DIR", None)
            subprocess.run(["bash", str(jobs / "sweep.slurm")], env=environment, stdout=subprocess.DEVNULL, check=True)
        self.run(self.folder / "unused", "--collect", str(jobs))
        status = [row["status"] for row in rows_of(jobs / "points.csv")]
        self.report("status of the points", status == ["done"] + 12 * ["waiting"] + ["done"])
        all_currents = self.currents(self.folder / "warm")
        largest = max(map(abs, all_currents.values()))
        found = self.currents(jobs)
        worst = max(abs(all_currents[key] - found[key]) for key in found) / largest
        self.report("currents of jobs", len(found) == 2 and worst <= TOLERANCE, f"{worst:.2g}")
        text = self.run(self.folder / "unused", "--collect", str(jobs), code=73,
                        settings=["Geometry/nanopore/Pore length=21 nm"])
        self.report("jobs of another input are refused", "is not what --jobs writes" in text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--keep", type=pathlib.Path, help="an empty folder for the results")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ionflux-sweep-") as name:
        sweeps = Sweeps(options.binary.resolve(), options.keep or name)
        sweeps.warm_and_cold()
        sweeps.killed()
        sweeps.other_input()
        sweeps.hard()
        sweeps.jobs()
    return 1 if sweeps.failures else 0


if __name__ == "__main__":
    sys.exit(main())
