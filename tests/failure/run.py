#!/usr/bin/env python3
"""Inputs that must be refused: exit code, words, line; once, also on two ranks. Standard library only.

    tests/failure/run.py --binary build/release/ionflux [--only NAME]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

import cases
import flow
import limits
import sources
import surface_cases
import time_cases
from case_rows import case

HERE = os.path.dirname(os.path.abspath(__file__))
TIME_LIMIT = 120  # seconds; a hang is a failure, a loaded machine is none
ON_TWO_RANKS = {"misspelt_name", "set_twice", "wrong_dimension", "expression_syntax", "not_neutral", "many_at_once",
                "pole_on_the_axis", "cells_too_many", "part_not_reached", "petsc_bad_type", "unknown_option", "empty_file", "profile_file_missing", "sweep_unit", "sweep_too_wide"}

ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


def edited(base, edits):
    if edits is None:
        return ""
    for old, new in edits:
        if old not in base:
            raise SystemExit(f"the text {old!r} is not in base.prm")
        base = base.replace(old, new, 1)
    return base


def run(command, with_output=False):
    """(exit code, standard error; with what is printed besides, where that is asked for)"""
    try:
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT,
                                timeout=TIME_LIMIT)
        printed = result.stdout if with_output else b""
        return result.returncode, (printed + result.stderr).decode(errors="replace")
    except subprocess.TimeoutExpired:
        return "timeout", ""


def faults(one, code, message, text, file):
    """What is wrong with the refusal, as sentences."""
    if code != one.code:
        yield f"exit code {code}, expected {one.code}"
    for word in one.words:
        if not re.search(word, message, re.MULTILINE):  # mpirun may speak first
            yield f"the message lacks /{word}/"
    if one.at is not None:
        line = text[:text.rindex(one.at)].count("\n") + 1
        if f"{file}:{line}: " not in message:
            yield f"the message lacks {os.path.basename(file)}:{line}"
    blocks = [block for block in message.split("error: ") if block.strip()]
    if len(blocks) != len(set(blocks)):
        yield "the same message is printed twice"


def check_case(one, base, binary, folder):
    text = edited(base, one.edits)
    file = os.path.join(folder, one.name + ".prm")
    with open(file, "w", encoding="utf-8", errors="surrogateescape", newline="") as stream:
        stream.write(text)
    command = [binary, "check", file, *one.args]
    start = time.time()
    code, message = run(command, with_output=one.code == 0)
    problems = list(faults(one, code, message, text, file))
    if one.name in ON_TWO_RANKS:
        code2, message2 = run(["mpirun", "--oversubscribe", "-np", "2", *command])
        problems += [p + " (2 ranks)" for p in faults(one, code2, message2, text, file)]
        if one.code == 65 and message.strip() not in message2:
            problems.append("another message on 2 ranks")
    return problems, message, time.time() - start


def other_cases(binary, folder):
    """Cases that are not an edited base.prm: (name, command, code, words)."""
    missing = os.path.join(folder, "missing.prm")
    yield "missing_file", [binary, "check", missing], 66, "cannot read"
    yield "directory", [binary, "check", folder], 66, "cannot read|not a readable"
    yield "no_command", [binary], 64, "usage"
    yield "misspelt_command", [binary, "chekc", "x"], 64, "did you mean: check"
    yield "unknown_command", [binary, "solve-it-all", "x"], 64, "unknown command 'solve-it-all'(.|\n)*run, check, converge"
    yield "no_file", [binary, "run"], 64, "FILE"
    without = os.path.join(HERE, "base.prm")
    yield "no_sweep", [binary, "sweep", without], 65, "no section 'Sweep'"
    yield "no_study", [binary, "converge", without], 65, "no section 'Convergence study'"
    run = [binary, "run", without, "--output", os.path.join(folder, "petsc"), "--petsc"]
    yield "petsc_option", [*run, "-ksp_max_it 299 -fieldsplit_phi_pc_hypre_boomeramg_P_max 5"], 0, ""
    yield "petsc_unknown", [*run, "-nonsense 1"], 65, "PETSc does not know the option '-nonsense'"
    yield "bad_format", [binary, "params", "--format", "pdf"], 64, "--format"
    huge = os.path.join(folder, "huge.prm")
    with open(huge, "w") as stream:
        stream.write("set Title = " + "x" * 11_000_000)
    pipe = os.path.join(folder, "pipe")
    os.mkfifo(pipe)
    yield "pipe_without_writer", [binary, "check", pipe], 66, "a pipe from which nothing comes"
    yield "endless_device", [binary, "check", "/dev/zero"], 66, "is not a file"
    yield "pipe", ["sh", "-c", 'cat "$1" | "$0" check /dev/stdin', binary, without], 0, ""
    for command in (f"check {without}", "params"):
        full = ["sh", "-c", f'exec "$0" {command} > /dev/full', binary]
        yield "full_output_of_" + command.split()[0], full, 73, "cannot write to the standard output"
    for name, heading in (("hollow_units", '<?xml version="1.0" encoding="US-ASCII"?>'), ("units_heading", '<?xml version="1.0"?>')):
        hollow = os.path.join(folder, name + ".xml")
        with open(hollow, "w") as stream:
            stream.write(heading + "<unit-system></unit-system>")
        yield name, ["env", "UDUNITS2_XML_PATH=" + hollow, binary, "check", without], 69, "the table of units .udunits2.xml. .*damaged"
    unstable = ["sh", "-c", '"$0" run "$1" --output "$2" >&2', binary, os.path.join(HERE, "unstable.prm"), os.path.join(folder, "unstable")]
    yield "unstable_state", unstable, 0, r"not thermodynamically stable, a mixture that would split, at \d+ of \d+ points in solid"
    yield "huge_file", [binary, "check", huge], 65, "larger than 10 MB"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", help="name of one case; prints its message")
    arguments = parser.parse_args()
    binary = os.path.abspath(arguments.binary)
    with open(os.path.join(HERE, "base.prm"), encoding="utf-8") as stream:
        base = stream.read()

    n_failed = n_run = 0
    with tempfile.TemporaryDirectory() as folder:
        valid = case("base", [], [], code=0)
        for one in [valid, *cases.CASES, *limits.CASES, *flow.CASES, *sources.CASES, *time_cases.CASES,
                    *surface_cases.CASES]:
            if arguments.only not in (None, one.name):
                continue
            problems, message, seconds = check_case(one, base, binary, folder)
            n_run += 1
            n_failed += bool(problems)
            if problems or arguments.only:
                print(f"{one.name} ({seconds:.1f} s): " + ("; ".join(problems) or "ok") + "\n" + message)
        for name, command, code, words in other_cases(binary, folder):
            if arguments.only not in (None, name):
                continue
            found, message = run(command)
            n_run += 1
            if found != code or not re.search(words, message):
                n_failed += 1
                print(f"{name}: exit code {found}, expected {code}; words {words}\n{message}")
    print(f"{n_run} cases, {n_failed} failed")
    return 1 if n_failed or n_run == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
