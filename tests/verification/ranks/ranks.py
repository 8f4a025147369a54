#!/usr/bin/env python3
"""One small charged nanopore, several ways: what must not matter does not.

    ranks.py --binary build/release/ionflux

1. On 1, 2 and 3 ranks all fluxes agree to 1e-8; repeated on 2 ranks, fluxes.csv is the same byte by byte.
2. Electrochemical potentials and concentrations as unknowns discretise the same equations differently:
   their difference falls at least eightfold when all cells are halved (quadratic elements, fluxes from
   the residual: fourth order but for the singular field at rims), and is small then.
"""

import argparse
import csv
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MPIRUN = HERE.parents[2] / "scripts" / "mpirun"
TOLERANCE_RANKS = 1e-8
LEAST_FACTOR, TOLERANCE_VARIABLES = 8.0, 1e-4


def fluxes(binary, folder, ranks, *settings):
    """{(boundary, species): flux or current} of the two ends."""
    command = [str(MPIRUN), str(ranks)] if ranks > 1 else []
    command += [str(binary), "run", str(HERE / "nanopore.prm"), "--output", str(folder)]
    for setting in settings:
        command += ["--set", setting]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        sys.exit(f"FAILED exit code {result.returncode} of {' '.join(command)}\n{result.stdout[-3000:]}")
    values = {}
    with open(pathlib.Path(folder) / "fluxes.csv", newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(line for line in stream if not line.startswith("#")):
            if row["boundary"].endswith(" end"):
                column = "current [A]" if row["species"] == "all" else "flux [mol/s]"
                values[row["boundary"], row["species"]] = float(row[column])
    assert len(values) == 6, values
    return values


def observables(folder):
    """{(observable, place, species): value}, each relative to the largest of its observable."""
    with open(pathlib.Path(folder) / "observables.csv", newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream)]
    largest = {}
    for row in rows:
        size = abs(float(row["value"]))
        largest[row["observable"]] = max(size, largest.get(row["observable"], 0.0))
    assert len(rows) > 30, rows
    return {(row["observable"], row["place"], row["species"]): float(row["value"]) / (largest[row["observable"]] or 1.0)
            for row in rows}


def worst(first, second):
    assert first.keys() == second.keys()
    return max(abs(first[key] - second[key]) for key in first)


def difference(first, second):
    return max(abs(first[key] - second[key]) / abs(first[key]) for key in first)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    binary = parser.parse_args().binary
    failures = 0

    def report(what, value, good):
        nonlocal failures
        failures += not good
        print(f"{'ok    ' if good else 'FAILED'} {what}: {value:.3g}")

    with tempfile.TemporaryDirectory(prefix="ionflux-ranks-") as name:
        folder = pathlib.Path(name)
        one = fluxes(binary, folder / "1", 1)
        for ranks in (2, 3):
            value = difference(one, fluxes(binary, folder / str(ranks), ranks))
            report(f"fluxes on {ranks} ranks against 1", value, value <= TOLERANCE_RANKS)
            value = worst(observables(folder / "1"), observables(folder / str(ranks)))
            report(f"observables on {ranks} ranks against 1", value, value <= TOLERANCE_RANKS)

        fluxes(binary, folder / "again", 2)
        same = (folder / "2" / "fluxes.csv").read_bytes() == (folder / "again" / "fluxes.csv").read_bytes()
        report("bytes that differ when 2 ranks repeat it (0: none)", 0.0 if same else 1.0, same)

        other = "Electrolyte/Primary variables=concentration"
        apart = []
        for level in (0, 1):
            refined = f"Geometry/Global refinements={level}"
            apart.append(difference(fluxes(binary, folder / f"mu{level}", 1, refined),
                                    fluxes(binary, folder / f"c{level}", 1, refined, other)))
        report("two sets of unknowns, coarse", apart[0], True)
        report("two sets of unknowns, fine", apart[1], apart[1] <= TOLERANCE_VARIABLES)
        report("falls by the factor", apart[0] / apart[1], apart[0] / apart[1] >= LEAST_FACTOR)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
