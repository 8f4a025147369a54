#!/usr/bin/env python3
"""A run in time that is stopped, killed or damaged goes on as if nothing had happened.

    restart.py --binary build/release/ionflux

box.prm (blocking electrodes, a mesh that follows, output times) runs without a stop, and then: one step at a time and on;
stopped by the signal USR1; killed by SIGKILL, with a checkpoint a step; on two ranks behind one; with the newest checkpoint damaged.
All tables are those of the run without a stop. With both damaged, or with another input, it is refused. A run that starts from
the end of another one arrives where one run over both arrives.
"""

import argparse
import math
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from run_case import read_table

MPIRUN = HERE.parents[2] / "scripts" / "mpirun"
TABLES = ("fluxes.csv", "amounts.csv", "observables.csv", "steps.csv", "meshes.csv", "profile_line.csv")
STOP = "Time/Wall time=1e-9 s"
FAULTS = []


def check(condition, words):
    print(("ok     " if condition else "FAILED ") + words)
    if not condition:
        FAULTS.append(words)


class Case:
    """Runs of one file into one folder."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def command(self, *sets, go_on=True, ranks=1):
        words = [self.binary, "run", HERE / "box.prm", "--output", self.folder]
        for one in sets:
            words += ["--set", one]
        return [str(w) for w in ([MPIRUN, ranks] if ranks > 1 else []) + words + ["--continue"] * go_on]

    def run(self, *sets, **more):
        done = subprocess.run(self.command(*sets, **more), capture_output=True, text=True, check=False)
        self.output = done.stdout + done.stderr
        return done.returncode

    def start(self, *sets):
        return subprocess.Popen(self.command(*sets), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows(folder, name):
    return read_table(folder / name)[1]


def times_of_fields(folder):
    return re.findall('timestep="([^"]*)".*file="([^"]*)"', (folder / "fields.pvd").read_text())


def difference(folder, other, tables=TABLES, columns=None):
    """Largest of two results, relative to the largest number of a column; infinite where rows are not the same ones."""
    worst = 0.0
    for name in tables:
        one, two = rows(folder, name), rows(other, name)
        if len(one) != len(two):
            return math.inf
        for column in columns or (one[0] if one else ()):
            if "error" in column or "imbalance" in column or "iterations" in column or "Newton" in column:
                continue  # of the way, not of the result
            a, b = [row[column] for row in one], [row[column] for row in two]
            try:
                a, b = [float(x or 0) for x in a], [float(x or 0) for x in b]
            except ValueError:
                worst = worst if a == b else math.inf
                continue
            size = max(map(abs, a)) or 1.0
            worst = max([worst] + [abs(x - y) / size for x, y in zip(a, b)])
    return worst


def wait_for_steps(folder, n, process):
    """Until so many steps are in a table that a checkpoint follows."""
    end = time.time() + 60
    while time.time() < end and process.poll() is None:
        if (folder / "checkpoint_0").exists() and (folder / "checkpoint_1").exists():
            if len(rows(folder, "steps.csv")) >= n:
                return
        time.sleep(0.02)


def damage(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def newest(folder):
    return max(folder.glob("checkpoint_[01]"), key=os.path.getmtime)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    with tempfile.TemporaryDirectory() as name:
        top = pathlib.Path(name)
        whole = Case(binary, top / "whole")
        check(whole.run() == 0, "--continue without a checkpoint: from the beginning")

        stepwise = Case(binary, top / "stepwise")
        codes = [stepwise.run(STOP) for _ in range(3)]
        check(codes == [75, 75, 75] and len(rows(stepwise.folder, "steps.csv")) == 3, f"three runs of one step each: {codes}")
        kept = top / "kept"
        shutil.copytree(stepwise.folder, kept)
        check(stepwise.run() == 0, "and on to the end")
        worst = difference(stepwise.folder, whole.folder)
        check(worst < 1e-9, f"the same tables: {worst:.1e}")
        check("Goes on from the checkpoint of t =" in stepwise.output, "the log says from where")
        check(times_of_fields(whole.folder) == times_of_fields(stepwise.folder), "the same list of fields")

        killed = Case(binary, top / "killed")
        process = killed.start("Time/Checkpoint interval=0 s")
        wait_for_steps(killed.folder, 5, process)
        process.send_signal(signal.SIGKILL)
        check(process.wait() == -signal.SIGKILL, "killed in the middle")
        check(killed.run() == 0 and difference(killed.folder, whole.folder) < 1e-9,
              f"goes on behind SIGKILL: {difference(killed.folder, whole.folder):.1e}")

        stopped = Case(binary, top / "stopped")
        process = stopped.start("Time/Checkpoint interval=0 s")
        wait_for_steps(stopped.folder, 5, process)
        process.send_signal(signal.SIGUSR1)
        check(process.wait() == 75, "the signal USR1: exit code 75")
        check(stopped.run(ranks=2) == 0, "goes on on two ranks")
        # Other ranks merge other cells, and the meshes are not the same any more.
        worst = difference(stopped.folder, whole.folder, ("profile_line.csv",), ("phi [V]", "c_K [mol/m^3]"))
        check(worst < 2e-3, f"the same results, but for the mesh: {worst:.1e}")

        one = Case(binary, top / "damaged")
        shutil.copytree(kept, one.folder)
        damage(pathlib.Path(str(newest(one.folder)) + ".mesh_fixed.data"))
        check(one.run() == 0 and difference(one.folder, whole.folder) < 1e-9, "the newest damaged: from the one before")
        both = Case(binary, top / "both damaged")
        shutil.copytree(kept, both.folder)
        for path in both.folder.glob("checkpoint_[01]"):
            damage(path)
        check(both.run() == 74 and "is damaged" in both.output, "both damaged: exit code 74")

        other = Case(binary, kept)
        check(other.run("Electrolyte/Species/K/Diffusivity=2e-9 m^2/s") == 65 and "was '1e-9 m^2/s'" in other.output,
              "another input is refused")
        table = top / "drive.csv"
        table.write_text("0,0\n1e-7,0.02\n")
        driven = Case(binary, top / "driven")
        drive = f'Boundary conditions/right/Potential=table("{table}", t) [V]'
        codes = [driven.run(STOP, drive) for _ in range(2)]
        table.write_text("0,0\n1e-7,0.03\n")
        check(codes == [75, 75] and driven.run(STOP, drive) == 65 and driven.output.count("drive.csv: CRC-32") == 2,
              f"another table is refused: {driven.output[-300:]}")
        check(whole.run("Time/End time=300 ns") == 0 and "Goes on" in whole.output, "a run that has ended is made longer")

        second = Case(binary, top / "second")
        start = ["Time/Start=another run", f"Time/Start folder={stepwise.folder}", "Time/Initial concentration of K=",
                 "Time/Initial concentration of Cl=", "Time/End time=100 ns", "Time/Output times=", "Adaptive refinement/Estimator=none",
                 "Boundary conditions/left/Potential=-20 mV", "Boundary conditions/right/Potential=20 mV"]
        code = second.run(*start, go_on=False)
        ends = [float(rows(case.folder, "profile_line.csv")[-1]["c_K [mol/m^3]"]) for case in (second, whole)]
        check(code == 0 and abs(ends[0] - ends[1]) < 1e-4 * ends[1], f"from the end of another run: {ends[0]:.8g}, {ends[1]:.8g}")
        check(second.run(*start, "Materials/water/Standard potential of K=1 kJ/mol", go_on=False) == 65,
              "not with other standard potentials")
        check(second.run(*start, "Geometry/box/Cells=24, 1", go_on=False) == 65 and "coarse mesh" in second.output,
              "nor on another coarse mesh")
        check(second.run(*start[:1], f"Time/Start folder={top}", *start[2:], go_on=False) == 65
              and "there is no checkpoint" in second.output, "nor from an empty folder")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
