"""The parameters of a run, from its run.json: as entered, in SI, and where each was set."""

import re

import numpy as np


class Entry:
    """One parameter: `value` as entered, `si` (text in SI, may be empty), `origin` (file and line, or "default")."""

    def __init__(self, value, si="", origin="default"):
        self.value, self.si, self.origin = value, si, origin
        self.is_set = origin != "default"

    @property
    def number(self):
        """In SI; NaN if it is no single number."""
        match = re.match(r"[-+0-9.eE]+(?= |$)", self.si or self.value)
        try:
            return float(match[0]) if match else np.nan
        except ValueError:
            return np.nan

    @property
    def unit(self):
        """The SI unit, "" if it has none."""
        return self.si.partition(" ")[2] if "," not in self.si else self.si.rpartition(" ")[2]

    def __repr__(self):
        return f"{self.value}  ({'; '.join(filter(None, [self.si, self.origin]))})"


class Parameters:
    """All that were set or have a default: parameters["Geometry/nanopore/Pore radius"].number"""

    def __init__(self, record):
        """From the record in run.json; empty for files of a program that did not note them."""
        self.entries = {}  # {(section, ..., name): Entry}
        for item in record.get("parameters", []):
            self.entries[(*item["section"], item["name"])] = Entry(item["value"], item.get("SI", ""), item["origin"])
        self.overrides = list(record.get("input", {}).get("overrides", []))  # of --set

    def __getitem__(self, path):
        found = self.entries.get(tuple(path.split("/")) if isinstance(path, str) else tuple(path))
        if found is None:
            raise KeyError(f"no parameter '{path}' is set or has a default")
        return found

    def get(self, *path, default=""):
        """The value as entered."""
        return self.entries[path].value if path in self.entries else default

    def of(self, *section):
        """{name: Entry} of the entries directly in a section."""
        n = len(section)
        return {path[n]: entry for path, entry in self.entries.items() if len(path) == n + 1 and path[:n] == section}

    def sections(self, *section):
        """Names of the subsections, in their order."""
        n = len(section)
        return list(dict.fromkeys(path[n] for path in self.entries if len(path) > n + 1 and path[:n] == section))
