"""What the benchmark scripts share: run ionflux, read run.json, print one JSON line a case."""
import csv
import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("IONFLUX", ROOT / "build" / "release" / "ionflux"))
CHANNEL = ROOT / "tests" / "benchmark" / "channel.prm"

FARADAY, GAS, EPSILON0, TEMPERATURE, PERMITTIVITY = 96485.33212, 8.314462618, 8.8541878128e-12, 298.15, 78.5
THERMAL_VOLTAGE = GAS * TEMPERATURE / FARADAY


def debye_length(concentration):
    """Debye length [m] of a 1:1 salt of `concentration` [mol/m^3] in water."""
    return (EPSILON0 * PERMITTIVITY * THERMAL_VOLTAGE / (2 * FARADAY * concentration)) ** 0.5


def run(case, prm, overrides, ranks=1, timeout=3600):
    """Run one case; returns {"case", "unknowns", "newton", "krylov", "seconds", "converged", ...}."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "out"
        command = [str(ROOT / "scripts" / "mpirun"), str(ranks), str(BINARY), "run", str(prm), "--output", str(output)]
        for override in overrides:
            command += ["--set", override]
        process = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
        record = output / "run.json"
        result = {"case": case, "unknowns": None, "newton": None, "krylov": None, "seconds": None,
                  "converged": process.returncode == 0, "ranks": ranks, "exit_code": process.returncode}
        if not record.exists():
            result["error"] = process.stderr.strip() or process.stdout.strip()[-500:]
            return result
        data = json.loads(record.read_text())
        result["unknowns"] = data["mesh"]["unknowns"] if "mesh" in data else None
        solver = data.get("solver", {})
        result["newton"], result["krylov"] = solver.get("newton steps"), solver.get("krylov iterations")
        result["newton_failed_attempts"] = (solver.get("newton steps, failed attempts included", 0) or 0) - (result["newton"] or 0)
        result["strategy"] = solver.get("strategy")
        result["seconds"] = round(data.get("seconds", {}).get("solve", 0.0), 3)
        fluxes = output / "fluxes.csv"
        if fluxes.exists():
            rows = list(csv.DictReader(fluxes.open()))
            column = next(name for name in rows[0] if name.startswith("flux ["))
            result["fluxes"] = {f"{row['boundary']}/{row['species']}": float(row[column]) for row in rows if row[column]}
        return result


def report(result):
    if result.get("newton"):
        result["krylov_per_newton"] = round(result["krylov"] / result["newton"], 2)
    print(json.dumps(result), flush=True)
    return result
