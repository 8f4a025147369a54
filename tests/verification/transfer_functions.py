#!/usr/bin/env python3
"""Transfer functions balance, on a coarse mesh too: what leaves through the boundaries is what the regions lose,
sum flux + i omega sum amount = 0 for each species at each frequency, and the current is one volt over Z.

    tests/verification/transfer_functions.py --binary build/release/ionflux
"""

import argparse
import csv
import math
import os
import pathlib
import subprocess
import sys
import tempfile

CASE = pathlib.Path(__file__).resolve().parent / "impedance_membrane" / "case.prm"
HIGHEST = 1e4  # Hz: beyond, a cell is longer than what diffuses, and amounts vanish in the membrane's own, 1e-12 of it
BALANCE, CURRENT = {"K": 1e-3, "Cl": 1e-7}, 1e-6  # of the largest term


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def response(row):
    return complex(float(row["Re H"]), float(row["Im H"]))


def faults(folder):
    """Sentences of what is not so."""
    found = []
    spectrum, functions = rows_of(folder / "impedance.csv"), rows_of(folder / "transfer_functions.csv")
    for point in spectrum:
        frequency = float(point["frequency [Hz]"])
        here = [row for row in functions if row["frequency [Hz]"] == point["frequency [Hz]"]]
        (current,) = [response(row) for row in here if (row["observable"], row["place"]) == ("current", "right")]
        z = complex(float(point["Re Z [ohm m]"]), float(point["Im Z [ohm m]"]))
        if abs(current * z + 1) > CURRENT:
            found.append(f"{frequency} Hz: current times Z is {current * z}, not -1")
        for species, tolerance in BALANCE.items():
            if frequency > HIGHEST:
                continue
            fluxes = [response(row) for row in here if (row["observable"], row["species"]) == ("flux", species)]
            stored = [2j * math.pi * frequency * response(row) for row in here
                      if (row["observable"], row["species"]) == ("amount", species)]
            left = abs(sum(fluxes) + sum(stored)) / max(map(abs, fluxes + stored))
            print(f"{frequency:g} Hz, {species}: {left:.1e} of the largest term is left over")
            if not left <= tolerance or len(stored) != 3:
                found.append(f"{frequency} Hz: {species} is not balanced: {left:.1e}")
    return found if len(spectrum) == 9 else [f"{len(spectrum)} frequencies"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    with tempfile.TemporaryDirectory(prefix="ionflux-transfer-") as folder:
        command = [binary, "run", str(CASE), "--output", folder, "--set", "Discretization/Degree=1",
                   "--set", "Geometry/membrane/Left bath length=12 um", "--set", "Geometry/membrane/First layer=2 um", "--set", "Geometry/membrane/Largest cell in the baths=2 um",
                   "--set", "Impedance/Points per decade=1"]
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                               env=dict(os.environ, OMP_NUM_THREADS="1"))
        if ended.returncode != 0:
            print(ended.stdout)
            return 1
        found = faults(pathlib.Path(folder))
    for fault in found:
        print(f"FAILED: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
