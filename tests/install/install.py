#!/usr/bin/env python3
"""What "cmake --install" makes works where it is moved to, and what comes with the program fits the program.

    tests/install/install.py --cmake cmake --build build/release
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import spack_recipe
import zsh

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXTRAS = ROOT / "scripts" / "install"
FAULTS = []


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


def call(*command, **environment):
    """(exit code, output, messages) with next to no environment: nothing of the sources is in it."""
    clean = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8",
             "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", **environment}
    ended = subprocess.run([str(c) for c in command], capture_output=True, text=True, env=clean, timeout=300,
                           stdin=subprocess.DEVNULL, cwd="/")
    return ended.returncode, ended.stdout, ended.stderr


def test_installed(prefix, scratch):
    program, share = prefix / "bin" / "ionflux", prefix / "share" / "ionflux"
    code, _, message = call(program, "run", ROOT / "tests" / "report" / "case.prm", "--output", scratch / "run")
    check(code == 0, f"the installed program: exit code {code}: {message}")
    code, out, message = call(program, "report", scratch / "run")
    check(code in (0, 69) and "No such file" not in message, f"the installed report: exit code {code}: {message}")
    check(code == 69 or (scratch / "run" / "report.html").exists(), "there is a report")
    script = "import ionflux; from ionflux.program import find_program; print(find_program()); " \
             f"print(ionflux.load('{scratch}/run').fluxes.n_rows)"
    code, out, message = call("/usr/bin/python3", "-B", "-c", script, PYTHONPATH=share / "python")
    check(code == 0 and out.split() == [*str(program).split(), "12"] or "numpy" in message, f"python: {out} {message}")
    check((prefix / "share" / "doc" / "ionflux" / "parameters.md").exists(), "the manual is there")
    # It is the script of the installation that runs, not that of the sources.
    (share / "scripts" / "report").write_text("#!/bin/sh\necho from the installation\n")
    check("from the installation" in call(program, "report", scratch / "run")[1], "the report of the installation is used")


def options_of(program):
    """{command: its options}, from the program itself."""
    commands = re.findall(r"^  ([a-z]+)  ", call(program, "--help")[1].split("Subcommands:")[1], re.M)
    return {c: set(re.findall(r"^  (?:-h,)?(--[a-z]+)", call(program, c, "--help")[1], re.M)) for c in commands}


def test_words(program):
    """Man page and completions know every command and option."""
    known = options_of(program)
    check(len(known) == 6 and "--jobs" in known["sweep"] and "--set" in known["run"], f"commands of --help: {known}")
    manual = (ROOT / "doc" / "ionflux.1").read_text(encoding="utf-8").replace("\\-", "-")
    zsh = (EXTRAS / "completion.zsh").read_text(encoding="utf-8")
    for command, options in known.items():
        check(f".B {command}\n" in manual, f"man page: {command}")
        check(f"'{command}:" in zsh, f"zsh: {command}")
        found = completed("ionflux", command, "--")
        check(options == set(found), f"bash: options of {command}: {sorted(options ^ set(found))}")
        for option in options:
            check(option in manual, f"man page: {option}")
            check(option in zsh, f"zsh: {option}")
    check(set(completed("ionflux", "")) == {*known, "--help", "--version"}, "bash: commands")
    check(completed("ionflux", "ru") == ["run"], "bash: a command begun")
    formats = re.search(r"\{(md.*?)\}", call(program, "params", "--help")[1])[1].split(",")
    check(completed("ionflux", "params", "--format", "") == formats and all(f in manual for f in formats), "formats")
    check(str(ROOT / "prm" / "slit_2d.prm") in completed("ionflux", "run", str(ROOT / "prm" / "sl")), "bash: files")
    codes = re.findall(r"^ ?(\d+)  ", manual.split("EXIT STATUS")[1], re.M)
    header = (ROOT / "include" / "ionflux" / "support" / "errors.h").read_text(encoding="utf-8")
    check(set(codes) == set(re.findall(r"^  \w+ = (\d+),?", header, re.M)), f"exit codes of the man page: {codes}")
    for tool, arguments in (("man", ["--warnings", "-l", ROOT / "doc" / "ionflux.1"]),
                            ("zsh", ["-n", EXTRAS / "completion.zsh"])):
        if shutil.which(tool):
            code, _, message = call(tool, *arguments)
            check(code == 0 and not message, f"{tool}: {message}")


def test_zsh(prefix, program):
    """What zsh offers on a terminal, from the file where cmake --install put it."""
    if not shutil.which("zsh"):
        print("left out: zsh is not installed")
        return
    shell = zsh.Shell(prefix / "share" / "zsh" / "site-functions")
    try:
        for command, options in options_of(program).items():
            found = set(re.findall(r"^(--[a-z]+)", shell.completed(f"ionflux {command} --"), re.M))
            check(found == options, f"zsh: options of {command}: {sorted(found ^ options)}")
        found = set(re.findall(r"^(\w+) +-- ", shell.completed("ionflux "), re.M))
        check(found == set(options_of(program)), f"zsh: commands: {found}")
        check("slit_2d.prm" in shell.completed(f"ionflux run {ROOT / 'prm' / 'sl'}"), "zsh: parameter files")
        formats = re.search(r"\{(md.*?)\}", call(program, "params", "--help")[1])[1].split(",")
        offered = shell.completed("ionflux params --format ")
        check(all(re.search(rf"\b{f}", offered) for f in formats), f"zsh: formats: {offered}")
    finally:
        shell.close()


def completed(*words):
    """What bash would offer for the last word."""
    script = f"source '{EXTRAS}/completion.bash'; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _ionflux; " \
             "printf '%s\\n' \"${COMPREPLY[@]}\""
    return call("bash", "-c", script, "bash", *words)[1].split()


def test_schema(program):
    """The schema takes every example and refuses what the program refuses."""
    try:
        import jsonschema
        sys.path.insert(0, str(ROOT / "python"))
        sys.dont_write_bytecode = True
        from ionflux import Case
    except ImportError as missing:
        print(f"left out: the schema ({missing})")
        return
    schema = json.loads(call(program, "params", "--format", "schema")[1])
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    files = [*ROOT.glob("prm/*.prm"), *ROOT.glob("tests/**/*.prm")]
    for path in files:
        faults = [f"{'/'.join(fault.path)}: {fault.message[:200]}"
                  for fault in validator.iter_errors(Case.from_file(path).tree())]
        check(not faults, f"schema: {path.relative_to(ROOT)}: {faults}")
    case = Case.from_file(ROOT / "prm" / "nanopore.prm")
    for path, value in (("Geometry/nanopore/Pore radus", "5 nm"), ("Dimension", "4"), ("Discretization/Degree", "two"),
                        ("Electrolyte/Temperature", "warm"), ("Electrolyte/Species/K/Charge number", None),
                        ("Nonsense/x", "1"), ("Output/Fields", "perhaps")):
        changed = case.copy().set(path, value)
        check(not validator.is_valid(changed.tree()), f"schema: {path} = {value} is refused")
        check(subprocess.run([program, "check", "/dev/stdin"], input=changed.text, capture_output=True,
                             text=True).returncode == 65, f"and by the program: {path} = {value}")
    print(f"{len(files)} files fit the schema")


def test_editors():
    grammar = json.loads((EXTRAS / "ionflux.tmLanguage.json").read_text(encoding="utf-8"))
    section, end, entry = grammar["patterns"][1:]
    for line in (ROOT / "prm" / "conical_pore_iv.prm").read_text(encoding="utf-8").splitlines():
        word = line.split()[0] if line.split() else "#"
        rule = {"subsection": section, "end": end, "set": entry}.get(word)
        if rule:
            check(re.search(rule.get("match") or rule["begin"], line), f"TextMate: {line}")
    number = grammar["repository"]["value"]["patterns"][1]["match"]
    check(re.search(number, "-0.08 C/m^2").groups() == ("0.08", "C/m^2"), "TextMate: a number with its unit")
    if not shutil.which("vim"):
        print("left out: vim is not installed")
        return
    text = "subsection Geometry # a remark\n  set Pore radius = 5.5 nm\n  set Fields = true\nend\n"
    with tempfile.TemporaryDirectory() as folder:
        file, out = pathlib.Path(folder) / "a.prm", pathlib.Path(folder) / "out"
        file.write_text(text, encoding="utf-8")
        ask = "".join(f" . ' ' . synIDattr(synID({row}, {column}, 1), 'name')"
                      for row, column in ((1, 1), (1, 12), (1, 25), (2, 3), (2, 7), (2, 21), (2, 25), (3, 16)))
        call("vim", "-u", "NONE", "-es", "--cmd", f"set runtimepath^={EXTRAS}/vim", "-c", "filetype on | syntax on", "-c",
             f"edit {file}", "-c", f"call writefile([&filetype{ask}], '{out}')", "-c", "qa!", TERM="dumb")
        found = out.read_text(encoding="utf-8").split() if out.exists() else []
        check(found == ["ionflux", *(f"ionflux{w}" for w in ("Section", "SectionName", "Comment", "Set", "Name", "Number",
                                                           "Unit", "Word"))], f"vim: {found}")


def test_container():
    """What the container recipe copies is there, and its script is a script. (Building it: doc/clusters.md.)"""
    text = (EXTRAS / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", text, re.M)
    check(len(copied) == 2 and all((ROOT / name).exists() for name in copied), f"container: copied are {copied}")
    for command in re.findall(r"^RUN (?:/src/)?(\S+) (\w+)", text, re.M):
        check(f"  {command[1]})\n" in (EXTRAS / "container").read_text(encoding="utf-8"), f"container: no step {command[1]}")
    code, _, message = call("bash", "-n", EXTRAS / "container")
    check(code == 0, f"container: {message}")


def test_versions():
    """One version everywhere; the citation file has what its format demands."""
    def text(name):
        return (ROOT / name).read_text(encoding="utf-8")
    version = re.search(r"project\(ionflux VERSION (\S+)", text("CMakeLists.txt"))[1]
    for name, pattern in (("CITATION.cff", r"^version: (\S+)"), ("python/pyproject.toml", r'^version = "(.*)"'),
                          ("doc/ionflux.1", r"ionflux ([\d.]+)"), ("CHANGELOG.md", r"^## ([\d.]+)")):
        found = re.search(pattern, text(name), re.M)[1]
        check(found == version, f"{name} is of version {found}, not {version}")
    try:
        import yaml
    except ImportError:
        return
    citation = yaml.safe_load(text("CITATION.cff"))  # citation-file-format 1.2.0: the mandatory keys
    check({"cff-version", "message", "title", "authors"} <= set(citation), "CITATION.cff: mandatory keys")
    check(all("doi" not in r or re.match(r"10\.\d+/", r["doi"]) for r in citation["references"]), "CITATION.cff: DOIs")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--build", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ionflux-install-") as name:
        scratch = pathlib.Path(name)
        code, _, message = call(arguments.cmake, "--install", arguments.build, "--prefix", scratch / "first")
        check(code == 0, f"cmake --install: {message}")
        (scratch / "first").rename(scratch / "moved to")  # with a blank
        test_installed(scratch / "moved to", scratch)
        program = scratch / "moved to" / "bin" / "ionflux"
        test_words(program)
        test_zsh(scratch / "moved to", program)
        test_schema(program)
        for fault in spack_recipe.faults(scratch / "moved to"):
            check(False, fault)
    test_editors()
    test_container()
    test_versions()
    print("all good" if not FAULTS else f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
