"""A result as the report sees it: that of python/ionflux, and what could not be shown of it."""

import glob
import os

import ionflux


class Result(ionflux.Result):
    """Tables that are not there are None (table()): a report is made of failed runs, too."""

    def __init__(self, folder):
        super().__init__(folder)
        self.original = self.text("original.prm")
        self.problems = []  # what could not be shown, and why

    def points_with_fields(self):
        """The folders of a sweep's points that have fields, in their order."""
        return sorted(os.path.dirname(p) for p in glob.glob(self.path("points/*/fields.pvd")))
