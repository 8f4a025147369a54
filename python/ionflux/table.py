"""The tables of ionflux: CSV, one row an observation, the unit of a column in brackets behind its name."""

import csv
import re

import numpy as np

from .values import Value, Values


def split_name(name):
    """'c_K+ [mol/m^3]' -> ('c_K+', 'mol/m^3')"""
    match = re.fullmatch(r"(.*?)\s*\[(.*)\]", name)
    return match.groups() if match else (name, "")


class Table(dict):
    """{column: numbers (Values: an array with .unit; NaN for an empty cell) or a list of texts}.

    A column is found with its unit or without: table["current [A]"], table["current"].
    """

    def __init__(self, columns, path=""):
        super().__init__(columns)
        self.path = path

    def __missing__(self, name):
        found = [column for column in self if split_name(column)[0] == name]
        if len(found) == 1:
            return self[found[0]]
        if found:
            raise KeyError(f"'{name}' is more than one column of {self.path or 'this table'}: {', '.join(found)}")
        raise KeyError(f"{self.path or 'this table'} has no column '{name}'; it has {', '.join(self)}")

    @property
    def n_rows(self):
        return len(next(iter(self.values()), []))

    def where(self, **conditions):
        """The rows whose columns have these values: table.where(boundary="upper end", species="all"). Numbers match
        within 1e-9 of themselves; a name with blanks goes as {"swept value": 1}: table.where(**{...})."""
        keep = np.full(self.n_rows, True)
        for name, value in conditions.items():
            column = self[name]
            if isinstance(column, list):
                keep &= np.array([cell == value for cell in column], dtype=bool)
            else:
                keep &= np.isclose(column, value, rtol=1e-9, atol=0)
        rows = np.flatnonzero(keep)
        return Table({name: [v[i] for i in rows] if isinstance(v, list) else v[rows] for name, v in self.items()},
                     self.path)

    def value(self, column, **conditions):
        """The number of `column` in the one row that meets the conditions, with its unit. Raises LookupError."""
        rows = self.where(**conditions)
        if rows.n_rows != 1:
            raise LookupError(f"{rows.n_rows} rows of {self.path or 'this table'} are {conditions}, not one")
        cell = rows[column][0]
        if isinstance(rows[column], list):
            return cell
        # observables.csv has a unit a row
        return Value(cell, rows["unit"][0] if column == "value" and "unit" in rows else rows[column].unit)

    def to_pandas(self):
        """A pandas.DataFrame; needs pandas."""
        import pandas
        return pandas.DataFrame({name: np.asarray(v) if isinstance(v, np.ndarray) else v for name, v in self.items()})

    def __repr__(self):
        return f"<table of {self.n_rows} rows: {', '.join(self)}>"


def read_csv(path):
    """The table of a file. Raises OSError, and ValueError for what is no table."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError(f"{path} is no table: its rows differ in length, or there are none")
    columns = {}
    for i, name in enumerate(rows[0]):
        cells = [row[i] for row in rows[1:]]
        try:
            columns[name] = Values([float(cell) if cell else np.nan for cell in cells], split_name(name)[1])
        except ValueError:
            columns[name] = cells
    return Table(columns, str(path))
