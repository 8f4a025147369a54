"""What the reference.py of the cases share: constants, units, and the writer of expected.csv.

    python3 tests/verification/CASE/reference.py          # writes CASE/expected.csv
    python3 tests/verification/test_references.py         # are all expected.csv what the scripts write?

The references know nothing of ionflux: they are closed formulas, or quadrature and boundary value
problems solved with scipy (Debian: python3-scipy).
"""

import csv
import io
import math
import pathlib
import sys

# CODATA 2018 (Tiesinga et al. 2021, Rev. Mod. Phys. 93, 025010)
ELEMENTARY_CHARGE = 1.602176634e-19
AVOGADRO = 6.02214076e23
BOLTZMANN = 1.380649e-23
VACUUM_PERMITTIVITY = 8.8541878128e-12
F = AVOGADRO * ELEMENTARY_CHARGE
R = AVOGADRO * BOLTZMANN
TEMPERATURE = 298.15
RT = R * TEMPERATURE
THERMAL_VOLTAGE = RT / F
NM = 1e-9
WATER = 78.5 * VACUUM_PERMITTIVITY


def debye_length(permittivity, ions):
    """sqrt(eps RT / (F^2 sum z^2 c)) for pairs (z, c)."""
    return math.sqrt(permittivity * RT / (F**2 * sum(z * z * c for z, c in ions)))


class Expected:
    """Rows of expected.csv."""

    def __init__(self, script):
        self.folder = pathlib.Path(script).resolve().parent
        self.rows = []

    def add(self, file, where, column, value, tolerance, source, kind="relative", run=None):
        self.rows.append({"file": file, "where": where, "column": column, "expected": f"{value:.13g}",
                          "tolerance": f"{tolerance:g}", "kind": kind, "source": source, "run": run})

    def flux(self, boundary, species, value, tolerance, source, **more):
        column = more.pop("column", "current" if species == "all" else "flux")
        self.add("fluxes.csv", f"boundary={boundary};species={species}", column, value, tolerance,
                 source, **more)

    def observable(self, name, place, value, tolerance, source, species="", **more):
        where = f"observable={name};place={place}" + (f";species={species}" if species else "")
        self.add("observables.csv", where, "value", value, tolerance, source, **more)

    def profile(self, name, s, column, value, tolerance, source, **more):
        self.add(f"profile_{name}.csv", f"interpolate:s [m]={s:.12g}", column, value, tolerance, source,
                 **more)

    def text(self):
        columns = ["file", "where", "column", "expected", "tolerance", "kind", "source"]
        if any(row["run"] for row in self.rows):
            columns.append("run")
        stream = io.StringIO()
        stream.write("# written by reference.py\n")
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return stream.getvalue()

    def write(self):
        """Write expected.csv, or with --print show it."""
        if "--print" in sys.argv[1:]:
            sys.stdout.write(self.text())
        else:
            (self.folder / "expected.csv").write_text(self.text(), encoding="utf-8")
