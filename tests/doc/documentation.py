#!/usr/bin/env python3
"""What the pages print is so: commands pass "ionflux check", columns and keys are those that ionflux writes.

    tests/doc/documentation.py --binary build/release/ionflux
"""

import argparse
import csv
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("doc/*.md"))]
ENVIRONMENT = dict(os.environ, OMP_NUM_THREADS="1", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
FAULTS = []
VOLTAGE = "Boundary conditions/left/Potential"
OTHERS = ["donnan_activity", "advection_layer"]  # with activity coefficients, with a flow


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


def run(*command):
    return subprocess.run([str(c) for c in command], cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def commands_of(text):
    """The indented lines of a page that start ionflux, as lists of arguments."""
    text = re.sub(r"\\\n\s*", "", text)
    lines = re.findall(r"^    (?:scripts/mpirun \d+ |mpirun -np \d+ )?build/release/ionflux (.*)$", text, re.M)
    return [shlex.split(line, comments=True) for line in lines]


def test_commands(binary):
    n_checked = 0
    for page in PAGES:
        for command, *arguments in commands_of(page.read_text(encoding="utf-8")):
            if command not in ("run", "sweep", "converge", "check"):
                continue
            ended = run(binary, "check", *[a for a in arguments if a != "--report"])
            check(ended.returncode == 0, f"{page.name}: {command} {shlex.join(arguments)}\n{ended.stdout}")
            n_checked += 1
    check(n_checked > 12, f"only {n_checked} commands were found")
    print(f"{n_checked} commands")


def pattern_of(name):
    """'flux_<species>_<x> [mol/m^2/s]' as a regular expression; the units of planar runs are per metre."""
    text = re.escape(name)
    text = re.sub("<[a-z]+>", ".+", text)
    return re.compile(re.sub(r"(\\\[(?:mol/s|mol|A|C|S))\\\]", r"\1(?:/m)?\\]", text).replace("ohm", "ohm(?: m)?"))


def documented(text, heading):
    """Names in backticks in the first column of the table below a heading."""
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.*?) \|", section, re.M)
    return [name for row in rows for name in re.findall(r"`(.*?)`", row)]


def compare(text, heading, found, what):
    """Each name that was found is documented, each that is documented was found."""
    names = documented(text, heading)
    for name in found:
        check(any(pattern_of(n).fullmatch(name) for n in names), f"output.md: {what}: '{name}' is not documented")
    for n in names:
        check(any(pattern_of(n).fullmatch(name) for name in found), f"output.md: {what} has no '{n}'")


def results(binary, scratch):
    """Folders that have, together, everything that is documented."""
    case, pore = ROOT / "tests" / "report" / "case.prm", ROOT / "prm" / "adaptive_nanopore.prm"
    sweep = ["--set", f"Sweep/voltage/Parameter={VOLTAGE}", "--set", "Sweep/voltage/Values=-50 mV, 0 V, 50 mV",
             "--set", "Sweep/T/Parameter=Electrolyte/Temperature", "--set", "Sweep/T/Values=290 K, 300 K"]
    study = ["--set", "Convergence study/Levels=2", "--set", "Convergence study/Degrees=1"]
    limits = ["--set", "Convergence study/Reference=Richardson", "--set", "Convergence study/Levels=3"]
    zero = ["--set", f"{VOLTAGE}=", "--set", "Boundary conditions/left/Current=0 A/m"]
    spectrum = ["--set", "Impedance/Boundary=left", "--set", "Impedance/Lowest frequency=1 Hz",
                "--set", "Impedance/Highest frequency=10 Hz", "--set", "Impedance/Points per decade=1"]
    steps = ["--set", "Convergence study/Time steps=0.5 ms, 0.25 ms", "--set", "Geometry/box/Cells=2, 1"]
    jobs = [("run", case, ["--set", "Output/Flux parts=true", *spectrum]), ("run", case, zero), ("sweep", case, sweep),
            ("run", pore, []), *[("run", ROOT / "tests" / "verification" / name / "case.prm", []) for name in OTHERS],
            ("converge", ROOT / "prm" / "convergence.prm", study), ("converge", ROOT / "prm" / "convergence.prm", limits),
            ("converge", ROOT / "prm" / "time_steps.prm", steps)]
    for number, (command, file, more) in enumerate(jobs):
        folder = scratch / str(number)
        ended = run(binary, command, file, "--output", folder, *more)
        check(ended.returncode == 0, f"{command} {file.name}: {ended.stdout}")
        yield folder


def test_columns(binary):
    text = (ROOT / "doc" / "output.md").read_text(encoding="utf-8")
    headers, keys = {}, set()
    with tempfile.TemporaryDirectory(prefix="ionflux-doc-") as name:
        for folder in results(binary, pathlib.Path(name)):
            keys |= set(json.loads((folder / "run.json").read_text(encoding="utf-8")))
            for path in folder.glob("*.csv"):
                with open(path, newline="", encoding="utf-8") as file:
                    kind = "profile_<name>.csv" if path.name.startswith("profile_") else path.name
                    headers.setdefault(kind, set()).update(next(csv.reader(file)))
        keys |= columns_in_time(binary, text, pathlib.Path(name) / "time")
    check(len(headers) >= 9, f"tables: {sorted(headers)}")
    for kind, found in headers.items():
        check(f"\n## `{kind}`\n" in text, f"output.md: {kind} is not documented")
        if f"\n## `{kind}`\n" in text:
            compare(text, f"`{kind}`", found, kind)
    compare(text, "`run.json`", keys | {"warnings"}, "run.json")


def columns_in_time(binary, text, folder):
    """Each column of the tables of every step is in a table of 'In time'. Returns the keys of run.json."""
    current = ["--set", "Boundary conditions/right/Potential=", "--set", "Boundary conditions/right/Current=1e-6 A/m"]
    ended = run(binary, "run", ROOT / "prm" / "charging.prm", "--output", folder, "--set", "Time/End time=1 ns", "--set",
                "Time/Output times=", "--set", "Time/Error tolerance=1e-2", *current)
    check(ended.returncode == 0, f"charging.prm: {ended.stdout}")
    names = documented(text, "In time")
    for table in ("fluxes.csv", "amounts.csv", "steps.csv", "unknown_potentials.csv"):
        with open(folder / table, newline="", encoding="utf-8") as file:
            for column in next(csv.reader(file)):
                check(any(pattern_of(n).fullmatch(column) for n in names),
                      f"output.md: in time: '{column}' of {table} is not documented")
    return set(json.loads((folder / "run.json").read_text(encoding="utf-8")))


def test_exit_codes():
    text = (ROOT / "doc" / "output.md").read_text(encoding="utf-8").split("## Exit codes")[1]
    header = (ROOT / "include" / "ionflux" / "support" / "errors.h").read_text(encoding="utf-8")
    known = re.findall(r"^  \w+ = (\d+),?", header, re.M)
    check(re.findall(r"^\| (\d+) \|", text, re.M) == known and len(known) > 10, f"exit codes: {known}")


def test_messages():
    """What troubleshooting.md quotes is what ionflux says."""
    text = (ROOT / "doc" / "troubleshooting.md").read_text(encoding="utf-8")
    paths = [path for folder in ("source", "scripts") for path in (ROOT / folder).rglob("*")
             if path.is_file() and path.suffix in (".cc", ".py", "")]
    # Texts are broken over lines, and joined from parts: compare letters and digits only.
    said = bare("".join(path.read_text(encoding="utf-8") for path in paths))
    quoted = [q for row in re.findall(r"^\| (`.*?) \|", text, re.M) for q in re.findall(r"`(.*?)`", row)]
    for quote in quoted:
        for part in re.split(r"\.\.\.|\d", quote):
            check(bare(part) in said, f"troubleshooting.md quotes '{quote}', which no source says")
    check(len(quoted) > 15, f"only {len(quoted)} messages were found")


def bare(text):
    return re.sub(r"[\W_]+", "", text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    test_exit_codes()
    test_messages()
    test_columns(binary)
    test_commands(binary)
    print("all good" if not FAULTS else f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
