"""Run a case, and what came out: numbers, the errors that the program says they have, steps, seconds."""

import csv
import json
import pathlib
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
FLUX, ALGEBRAIC, MESH = "value", "algebraic error", "mesh error"
OPPOSITE = {"right": "left", "upper end": "lower end"}


def read_table(path):
    if not path.is_file():
        return []
    with path.open(newline="") as stream:
        return list(csv.DictReader(line for line in stream if line.strip() and not line.startswith("#")))


def run_case(binary, case, settings=(), timeout=120, ranks=1):
    """{exit code, seconds, newton, krylov, unknowns, audits failed, tables}; exit code "timeout" after `timeout` seconds."""
    with tempfile.TemporaryDirectory(prefix="ionflux-zoo-") as name:
        folder = pathlib.Path(name)
        (folder / "case.prm").write_text(case.prm)
        command = [str(ROOT / "scripts" / "mpirun"), str(ranks)] if ranks > 1 else []
        command += [str(binary), "run", str(folder / "case.prm"), "--output", str(folder / "out")]
        for setting in [*case.settings, *settings]:
            command += ["--set", setting]
        start = time.time()
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                  timeout=timeout, check=False, stdin=subprocess.DEVNULL)
            code, text = done.returncode, done.stdout
        except subprocess.TimeoutExpired:
            code, text = "timeout", ""
        result = {"exit code": code, "seconds": round(time.time() - start, 2)}
        if code not in (0, "timeout"):
            result["message"] = "\n".join(text.splitlines()[-6:])
        result["warnings"] = [line.strip() for line in text.splitlines() if "warning" in line.lower()]
        record = folder / "out" / "run.json"
        data = json.loads(record.read_text()) if record.is_file() else {}
        result["unknowns"] = data.get("mesh", {}).get("unknowns")
        for key, place in (("newton", "newton steps"), ("krylov", "krylov iterations")):
            result[key] = data.get("solver", {}).get(place)
        result["strategy"] = data.get("solver", {}).get("strategy")
        result["solve seconds"] = data.get("seconds", {}).get("solve")
        result["tables"] = {file: read_table(folder / "out" / f"{file}.csv") for file in ("fluxes", "unknown_potentials")}
        return result


def error_column(row, words, what):
    """The column of `row` whose name holds the words and belongs to `what` ("flux" or "current"); None if there is none."""
    found = [name for name in row if words in name]
    exact = [name for name in found if what in name]
    if exact:
        return exact[0]
    other = {"flux": "current", "current": "flux", "potential": "flux"}[what]
    return next((name for name in found if other not in name and not ("[mol" in name and what != "flux")
                 and not ("[A" in name and what != "current")), None)


def absolute(row, column, value):
    """The error in the unit of the value; without a unit it is relative."""
    if column is None or not row[column].strip():
        return None
    number = abs(float(row[column]))
    unit = re.search(r"\[(.*)\]$", column)
    if unit is None:
        return number * abs(value)
    return number * abs(value) / 100 if unit.group(1) == "%" else number


def quantities(case, outcome, sides=("end",)):
    """{value: {quantity: number}, algebraic error: ..., mesh error: ...}; fluxes in the direction of case.end."""
    result = {FLUX: {}, ALGEBRAIC: {}, MESH: {}}

    def note(quantity, row, column, what, sign):
        value = sign * float(row[column])
        result[FLUX][quantity] = value
        for kind in (ALGEBRAIC, MESH):
            result[kind][quantity] = absolute(row, error_column(row, kind, what), value)

    for side in sides:
        boundary, sign = (case.end, 1) if side == "end" else (OPPOSITE[case.end], -1)
        suffix = "" if side == "end" else f" at {boundary}"
        for row in outcome["tables"]["fluxes"]:
            if row["boundary"] != boundary:
                continue
            name, what = (f"flux of {row['species']}", "flux") if row["species"] != "all" else ("current", "current")
            column = next(c for c in row if c.startswith(what + " ["))
            note(name + suffix, row, column, what, sign)
    for row in outcome["tables"]["unknown_potentials"]:
        if case.potential and row["boundary"] == case.potential:
            note("potential", row, next(c for c in row if c.startswith("potential [")), "potential", 1)
    return result
