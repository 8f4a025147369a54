#!/usr/bin/env python3
"""What the command line must not do: delete a result of another kind, forget the report, take options of PETSc from
the user's home, print "-0". Standard library only.

    tests/failure/command_line.py --binary build/release/ionflux
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASE = os.path.join(ROOT, "tests", "report", "case.prm")
STUDY = os.path.join(ROOT, "prm", "convergence.prm")
LEFT = "Boundary conditions/left/"
SWEEP = ["--set", f"Sweep/axis 0/Parameter={LEFT}Potential", "--set", "Sweep/axis 0/Values=0 V, 10 mV"]
SMALL = ["--set", "Convergence study/Degrees=1", "--set", "Convergence study/Levels=2"]
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")
FAULTS = []


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


def call(folder, *command, **environment):
    """(exit code, standard output, standard error)"""
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=folder,
                            env=dict(ENVIRONMENT, **environment))
    return result.returncode, result.stdout, result.stderr


def files_of(folder):
    """{path: bytes} of everything below a folder."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found[os.path.join(place, name)] = file.read()
    return found


def test_results_of_another_kind(binary, folder):
    """Each command refuses the folder of each other one, which stays as it is; --force replaces it."""
    commands = {"run": [binary, "run", CASE], "sweep": [binary, "sweep", CASE, *SWEEP],
                "converge": [binary, "converge", STUDY, *SMALL]}
    for first, command in commands.items():
        code, _, message = call(folder, *command, "--output", first)
        check(code == 0, f"{first}: exit code {code}: {message}")
        before = files_of(os.path.join(folder, first))
        for second, other in commands.items():
            if second == first:
                continue
            code, _, message = call(folder, *other, "--output", first)
            what = f"{second} into the folder of {first}"
            check(code == 73, f"{what}: exit code {code}, expected 73")
            check(f"'{first}' holds the result of" in message and "--force" in message and "--output" in message,
                  f"{what}: the message names the folder and what to do: {message}")
            check(files_of(os.path.join(folder, first)) == before, f"{what}: nothing is touched")
    own = os.path.join(folder, "sweep", "points", "0001", "mine.txt")
    with open(own, "w", encoding="utf-8") as file:
        file.write("not ionflux's")
    code, _, message = call(folder, *commands["run"], "--output", "sweep", "--force")
    check(code == 0, f"run --force: exit code {code}: {message}")
    left = os.listdir(os.path.join(folder, "sweep"))
    check("points.csv" not in left and "iv.csv" not in left and "fluxes.csv" in left, "--force replaces the sweep")
    check(os.listdir(os.path.dirname(own)) == ["mine.txt"], "files of somebody else stay")
    code, _, message = call(folder, *commands["run"], "--output", "sweep")
    check(code == 0, f"a run after a run: exit code {code}: {message}")


def test_killed_sweep(binary, folder):
    """A sweep that was killed has no run.json, but points."""
    command = [binary, "sweep", CASE, *SWEEP, "--output", "killed"]
    check(call(folder, *command)[0] == 0, "the sweep")
    for name in ("run.json", "points.csv", "iv.csv", "curves.csv"):
        os.remove(os.path.join(folder, "killed", name))
    check(call(folder, binary, "run", CASE, "--output", "killed")[0] == 73, "a run into what is left of a sweep")
    code, text, _ = call(folder, *command)
    check(code == 0 and "2 points are done already" in text, "the sweep goes on")


def test_default_folder(binary, folder):
    """Without Output/Directory, results and report are in 'output'; no "-0" where nothing flows."""
    code, text, message = call(folder, binary, "run", CASE, "--report", "--set", f"{LEFT}Potential=0 V")
    check(code == 0, f"default folder: exit code {code}: {message}")
    if "none (" not in text:  # else Python's modules are missing
        check("Report: output/report.html" in text, f"it says where the report is: {text[-200:]}")
        check(os.path.exists(os.path.join(folder, "output", "report.html")), "the report is there")
    for name, content in files_of(os.path.join(folder, "output")).items():
        if name.endswith((".csv", ".json", ".txt")):
            found = re.search(r"(?<![\w.+-])-0(\.0+)?(?![\w.])", content.decode())
            check(not found, f"no -0 in {name}")
    code, text, _ = call(folder, binary, "run", CASE, "--report", IONFLUX_SCRIPTS=folder)
    check(code == 0 and "none (" in text, "without the script of the report, the result stands")


def test_unreachable_current(binary, folder):
    """A reaction that only dissolves cannot take a current the other way: no result."""
    case = os.path.join(ROOT, "tests", "verification", "corrosion", "case.prm")
    settings = {f"{LEFT}Current": "", f"{LEFT}Potential": "0 V", "Boundary conditions/right/Current": "-1e-6 A/m",
                "Surface reactions/iron/Electrode potential": "", "Surface reactions/hydrogen/Electrode potential": "",
                "Surface reactions/iron/Kinetics": "Tafel", "Surface reactions/iron/Transfer coefficient": "",
                "Surface reactions/iron/Forward transfer coefficient": "0.4", "Surface reactions/hydrogen/Rate constant": "0 m/s"}
    command = [binary, "run", case, "--output", "unreachable"]
    for entry, value in settings.items():
        command += ["--set", f"{entry}={value}"]
    code, text, _ = call(folder, *command)
    check(code == 78 and "audit failed: given current less that through right" in text, f"a current that nothing drives: {code}")


def test_unset(binary, folder):
    """An empty --set takes an entry out, so that another can stand in for it."""
    run = [binary, "run", CASE, "--output", "unset", "--set"]
    code, _, message = call(folder, *run, f"{LEFT}Current=0 A/m")
    check(code == 65 and "contradicts 'Potential'" in message, f"two laws for the potential: {code}")
    code, text, message = call(folder, *run, f"{LEFT}Potential=", "--set", f"{LEFT}Current=0 A/m")
    check(code == 0, f"Current for Potential: exit code {code}: {message}")
    check("potential at given current" in text, "the current was given")
    with open(os.path.join(folder, "unset", "resolved.prm"), encoding="utf-8") as file:
        check(f'# --set "{LEFT}Potential="' in file.read(), "resolved.prm says so")
    again = [binary, "run", os.path.join(folder, "unset", "resolved.prm"), "--output", "again"]
    check(call(folder, *again)[0] == 0, "resolved.prm can be read again")
    axis = ["--set", f"Sweep/axis 0/Parameter={LEFT}Current", "--set", "Sweep/axis 0/Values=0 A/m, 1 mA/m"]
    code, _, message = call(folder, binary, "sweep", CASE, "--output", "swept", "--set", f"{LEFT}Potential=", *axis)
    check(code == 0, f"a sweep of the current, per metre in planar runs: exit code {code}: {message}")
    with open(os.path.join(folder, "swept", "fluxes.csv"), encoding="utf-8") as file:
        into_left = [-float(row.split(",")[5]) for row in file if ",left,all," in row]
    check(len(into_left) == 2 and abs(into_left[0]) < 1e-12 and abs(into_left[1] - 1e-3) < 1e-10,
          f"the currents are the given ones: {into_left}")
    code, _, message = call(folder, *run, f"{LEFT}Potentail=")
    check(code == 65 and "did you mean: Potential?" in message, f"a misspelt name: {code}: {message}")
    code, _, message = call(folder, *run, "Electrolyte/Species/Na/Diffusivity=")
    check(code == 65 and "'Diffusivity' is missing" in message, f"what must be there: {code}: {message}")


def test_environment(binary, folder):
    """Options of PETSc come from the input alone."""
    command = [binary, "run", CASE, "--output", "environment"]
    check(call(folder, *command)[0] == 0, "the run")
    fluxes = os.path.join(folder, "environment", "fluxes.csv")
    with open(fluxes, "rb") as file:
        expected = file.read()
    options = "-ksp_max_it 1 -snes_max_it 1"
    with open(os.path.join(folder, ".petscrc"), "w", encoding="utf-8") as file:
        file.write(options + "\n")
    code, _, message = call(folder, *command, PETSC_OPTIONS=options, HOME=folder)
    check(code == 0 and message.count("PETSC_OPTIONS of the environment is ignored") == 1, f"{code}: {message}")
    with open(fluxes, "rb") as file:
        check(file.read() == expected, "the same result to the last digit")


def test_limited_files(binary, folder):
    """Where files may not grow (ulimit -f), the program says so instead of being ended by a signal."""
    code, _, message = call(folder, "bash", "-c", 'ulimit -f 8; exec "$@"', "bash", binary, "run", CASE, "--output", "limited")
    check(code == 73 and "File too large" in message, f"files of 8 kB at most: {code}: {message}")


def test_options_of_petsc(binary, folder):
    """Combinations that PETSc refuses when it solves are the user's fault, named, also where ranks share the work."""
    command = [binary, "run", CASE, "--output", "refused", "--petsc", "-pc_type jacobi"]
    for ranks in ([], ["mpirun", "--oversubscribe", "-np", "2"]):
        code, _, message = call(folder, *ranks, *command)
        check(code == 65 and "internal error" not in message and "Solver/PETSc options" in message and "jacobi" in message,
              f"an option that PETSc cannot do: {code}: {message}")
    code, _, message = call(folder, binary, "run", CASE, "--output", "refused")
    check(code == 0, f"the folder is no obstacle afterwards: {code}: {message}")


def test_no_consequences(binary, folder):
    """One fault, one message: none about what follows from it."""
    for parameter, value in (("Baths/NaCl/Concentration of Na", "100*x/nm [mol/m^3]"), ("Discretization/Degree", "9")):
        more = ["--set", "Discretization/Quadrature points=1"] * (value == "9")
        code, _, message = call(folder, binary, "check", CASE, "--set", f"{parameter}={value}", *more)
        check(code == 65 and message.count("error: ") == 1 and parameter in message, f"{parameter} = {value}: {code}: {message}")


def test_words_of_the_shell(binary, folder):
    """What a newcomer types first is told the right way round."""
    for words, right in ((["help"], "--help"), (["version"], "--version"), ([CASE], f"run {CASE}")):
        code, _, message = call(folder, binary, *words)
        check(code == 64 and f"did you mean: {right}?" in message, f"{words}: {code}: {message}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    for test in (test_results_of_another_kind, test_killed_sweep, test_default_folder, test_unreachable_current, test_unset,
                 test_environment, test_limited_files, test_options_of_petsc, test_no_consequences, test_words_of_the_shell):
        with tempfile.TemporaryDirectory() as folder:
            test(binary, folder)
    print("all good" if not FAULTS else f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
