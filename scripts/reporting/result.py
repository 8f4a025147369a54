"""A result as the report sees it: that of python/ionflux, and what could not be shown of it."""

import glob
import os
import re
import warnings

import numpy as np

import ionflux
import plot_labels
from plot_labels import split
from plot_times import TIME, TimeAxis, at_end

from .noise import Floors, without_noise

COMPUTED = ("fluxes.csv", "observables.csv", "iv.csv", "unknown_potentials.csv")
FLOWS = ("flux", "current", "displacement current", "total current", "passed")
LITTLE = 0.1
INTO, OUT = "into the domain", "out of the domain"


class Result(ionflux.Result):
    """Tables that are not there are None (table()): a report is made of failed runs, too. What rounding left of
    quantities that are zero is zero in its tables."""

    def __init__(self, folder):
        super().__init__(folder)
        self.original = self.text("original.prm")
        self.problems = []  # what could not be shown, and why
        self.floors = Floors(self.parameters, self.reference_length())
        plot_labels.know_charges(self.charges())

    def refuse_if_not_converged(self):
        """Without warnings: the page begins with what is doubtful."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            super().refuse_if_not_converged()

    def charges(self):
        """{species: charge number}"""
        found = {name: self.parameters.of("Electrolyte", "Species", name).get("Charge number") for name in self.species}
        return {name: entry.number for name, entry in found.items() if entry and np.isfinite(entry.number)}

    def reference_length(self):
        """In metres; 0 if no run in the folder noted one."""
        for folder in [self.folder, *sorted(glob.glob(self.path("points/*")))]:
            try:
                record = ionflux.result.read_record(folder)
                found = record.get("numbers", record.get("mesh", {})).get("reference length [m]")
            except ionflux.NoResult:
                continue
            if found:
                return found
        return 0.0

    def table(self, name):
        table = super().table(name)
        return without_noise(table, self.floors) if table and name in COMPUTED else table

    def points_with_fields(self):
        """The folders of a sweep's points that have fields, in their order."""
        return sorted(os.path.dirname(p) for p in glob.glob(self.path("points/*/fields.pvd")))

    @property
    def blocked(self):
        """Does no current flow at any voltage of a sweep?"""
        iv = self.table("iv.csv") or {}
        current = next((iv[c] for c in iv if c.startswith("current [")), np.array([]))
        known = current[np.isfinite(current)]
        return len(known) > 0 and not known.any()

    # Runs in time.

    @property
    def breaks(self):
        """Times [s] at which given values jump or bend, the start aside: those that ionflux found, or, of a run that did
        not end, those that its input names."""
        found = self.record.get("time", {}).get("breaks [s]")
        if isinstance(found, list):
            return np.array(found, dtype=float)
        entry = self.parameters.entries.get(("Time", "Break times"))
        texts = re.findall(r"[-+0-9.eE]+(?=\s*(?:,|s|$))", entry.si or entry.value) if entry and entry.is_set else []
        return np.array([float(text) for text in texts])

    @property
    def last_time(self):
        """[s], of the last accepted step; 0 without any."""
        table = self.table("fluxes.csv")
        return float(table[TIME].max()) if table and TIME in table else 0.0

    @property
    def time_axis(self):
        """That of all curves of the page: as the steps lie."""
        table = self.table("fluxes.csv")
        times = table[TIME] if table and TIME in table else []
        return TimeAxis(times, self.breaks, linear=bool(self.parameters.get("Time", "Output interval")))

    def final(self, name):
        """A table as table() has it; of a run in time its rows at the end, with the sign of the page, 0 for flows below
        the error of the steps."""
        table = self.table(name)
        if not table or not self.is_transient or TIME not in table:
            return table
        last = at_end(table)
        for column, values in last.items():
            if isinstance(values, np.ndarray) and split(column)[0] in FLOWS:
                sizes = np.abs(table[column][np.isfinite(table[column])])
                values[np.abs(values) <= self.little * sizes.max(initial=0)] = 0.0
                values *= self.sign
        return ionflux.Table(last, table.path)

    @property
    def little(self):
        """Part of the largest flow below which a flow is none: a tenth of the tolerance of the steps."""
        return LITTLE * self.accuracy

    @property
    def sign(self):
        """What a current or flux of the tables (positive out of the domain) is multiplied by on the page."""
        return -1.0 if self.is_transient else 1.0

    @property
    def sign_words(self):
        return INTO if self.sign < 0 else OUT

    @property
    def accuracy(self):
        """Of curves over time, relative to their largest value: the tolerance of the steps."""
        entry = self.parameters.entries.get(("Time", "Error tolerance"))
        return entry.number if entry and np.isfinite(entry.number) else 1e-3
