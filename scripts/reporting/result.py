"""A result folder as the report sees it: run.json, tables, parameters. What is not there is None or empty."""

import csv
import glob
import json
import os
import re

import numpy as np

from plot_tables import read_csv


class NoResult(Exception):
    """The folder holds nothing that a report could be made of; the text is for the user."""


class Result:
    def __init__(self, folder):
        self.folder = folder
        self.record = read_record(folder)
        self.parameters = Parameters(self.text("resolved.prm"))
        self.original = self.text("original.prm")
        self.problems = []  # what could not be shown, and why

    @property
    def kind(self):
        """run, sweep or study"""
        if self.record.get("kind") == "sweep" or os.path.exists(self.path("points.csv")):
            return "sweep"
        return "study" if "convergence" in self.record or os.path.exists(self.path("convergence.csv")) else "run"

    @property
    def title(self):
        return self.record.get("title") or self.record.get("input", {}).get("file") or "Result"

    @property
    def exit_code(self):
        return self.record.get("exit", {}).get("code")

    @property
    def has_solution(self):
        """Did it converge? If not, nothing in the folder is a result. (78: converged, an audit failed.)"""
        return self.exit_code in (0, 78)

    @property
    def audits(self):
        return [audit for audit in self.record.get("audits", []) if isinstance(audit, dict)]

    @property
    def species(self):
        return self.parameters.sections("Electrolyte", "Species")

    def path(self, name):
        return os.path.join(self.folder, name)

    def text(self, name):
        try:
            with open(self.path(name), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def table(self, name):
        """A table as {column: numbers or texts}, or None."""
        try:
            table = read_csv(self.path(name))
        except (OSError, IndexError, csv.Error, UnicodeError):
            return None
        return table if table and len(next(iter(table.values()))) else None

    def points(self):
        """The folders of a sweep's points that have fields, in their order."""
        return sorted(os.path.dirname(p) for p in glob.glob(self.path("points/*/fields.pvd")))


def read_record(folder):
    if not os.path.isdir(folder):
        raise NoResult(f"there is no folder '{folder}'")
    path = os.path.join(folder, "run.json")
    if not os.path.exists(path):
        raise NoResult(f"'{folder}' holds no result of ionflux: there is no run.json in it")
    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
    except OSError as error:
        raise NoResult(f"cannot read '{path}': {error.strerror}") from error
    except ValueError as error:
        raise NoResult(f"'{path}' is damaged: {error}") from error
    if not isinstance(record, dict):
        raise NoResult(f"'{path}' is damaged: it is not a record of a run")
    return record


class Entry:
    """One parameter: value as entered, in SI (text, may be empty), and whether somebody set it."""

    def __init__(self, value, comment):
        self.value = value.strip()
        match = re.match(r"= (.*?); (.*)$", comment)
        self.si, self.origin = match.groups() if match else ("", comment.strip())
        self.is_set = self.origin != "default"

    @property
    def number(self):
        """In SI; NaN if it is no single number."""
        match = re.match(r"[-+0-9.eE]+(?= |$)", self.si or self.value)
        try:
            return float(match[0]) if match else np.nan
        except ValueError:
            return np.nan


class Parameters:
    """resolved.prm."""

    def __init__(self, text):
        self.entries = {}  # {(section, ..., name): Entry}
        self.overrides = re.findall(r'^# --set "(.*)"$', text, re.MULTILINE)
        at = []
        for line in text.splitlines():
            line = line.strip()
            if line.startswith("subsection "):
                at.append(line[len("subsection "):])
            elif line == "end":
                at = at[:-1]
            elif match := re.match(r"set (.*?) = (.*?)  # (.*)$", line):
                self.entries[(*at, match[1])] = Entry(match[2], match[3])

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
