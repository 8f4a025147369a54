"""A result as the report sees it: that of python/ionflux, and what could not be shown of it."""

import glob
import os

import numpy as np

import ionflux
import plot_labels

from .noise import Floors, without_noise

COMPUTED = ("fluxes.csv", "observables.csv", "iv.csv", "unknown_potentials.csv")


class Result(ionflux.Result):
    """Tables that are not there are None (table()): a report is made of failed runs, too. What rounding left of
    quantities that are zero is zero in its tables."""

    def __init__(self, folder):
        super().__init__(folder)
        self.original = self.text("original.prm")
        self.problems = []  # what could not be shown, and why
        self.floors = Floors(self.parameters, self.reference_length())
        plot_labels.know_charges(self.charges())

    def charges(self):
        """{species: charge number}"""
        found = {name: self.parameters.of("Electrolyte", "Species", name).get("Charge number") for name in self.species}
        return {name: entry.number for name, entry in found.items() if entry and np.isfinite(entry.number)}

    def reference_length(self):
        """In metres; 0 if no run in the folder noted one."""
        for folder in [self.folder, *sorted(glob.glob(self.path("points/*")))]:
            try:
                found = ionflux.result.read_record(folder).get("numbers", {}).get("reference length [m]")
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
