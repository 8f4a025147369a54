"""A result of ionflux: the folder of a run, a sweep or a convergence study."""

import glob
import json
import os
import warnings

import numpy as np

from . import exchange, vtu
from .fields import Fields, probe_in_time
from .parameters import Parameters
from .table import read_csv
from .times import Times


MOST_MOMENTS = 8  # whose fields are kept in memory


class NoResult(Exception):
    """The folder holds no result, or not the part that was asked for; the text is for the user."""


class Result:
    """What ionflux.load() returns. Tables are read when they are asked for.

    record: run.json as it is; parameters: all of the input, with SI values; folder: where it lies."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.record = read_record(self.folder)
        self.parameters = Parameters(self.record)
        self._fields = {}  # by the path of the .pvtu

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
        """Did it converge? If not, nothing in the folder is a result. (78: converged, an audit failed.) Of a run in
        time that ended early, what it wrote is one: up to the last accepted step."""
        return self.exit_code in (0, 78) or self.ended_early

    @property
    def is_transient(self):
        """Is it a run in time? (Its input has a section Time.)"""
        return self.kind == "run" and bool(self.parameters.get("Time", "End time"))

    @property
    def ended_early(self):
        """Did a run in time take steps, but not to its end? (76, 77: no step succeeded any more)"""
        return self.exit_code in (76, 77) and self.is_transient and self.record.get("time", {}).get("steps", 0) > 0

    @property
    def audits(self):
        """[{"name", "value", "limit", "unit", "passed"}]"""
        return [audit for audit in self.record.get("audits", []) if isinstance(audit, dict)]

    @property
    def warnings(self):
        return [w for w in self.record.get("warnings", []) if isinstance(w, str)]

    @property
    def species(self):
        return self.parameters.sections("Electrolyte", "Species")

    fluxes = property(lambda self: self.need("fluxes.csv"), doc="Fluxes and currents, positive out of the domain.")
    observables = property(lambda self: self.need("observables.csv"), doc="One row an observable; `unit` is a column.")
    iv = property(lambda self: self.need("iv.csv"), doc="Current over voltage of a sweep, positive into the domain.")
    curves = property(lambda self: self.need("curves.csv"), doc="One row a curve of a sweep.")
    points = property(lambda self: self.need("points.csv"), doc="How each point of a sweep went.")
    potentials = property(lambda self: self.need("unknown_potentials.csv"), doc="Potentials found with the solution.")
    meshes = property(lambda self: self.need("adaptivity.csv"), doc="One row a mesh of an adaptive run.")
    amounts = property(lambda self: self.need("amounts.csv"), doc="Of a run in time: amounts of each species, each step.")
    energies = property(lambda self: self.need("energies.csv"), doc="Of a run in time: work, dissipation, free energy, each step.")
    steps = property(lambda self: self.need("steps.csv"), doc="Of a run in time: every step that was tried.")
    impedance = property(lambda self: self.need("impedance.csv"), doc="Small-signal spectrum, a row a frequency.")
    transfer_functions = property(lambda self: self.need("transfer_functions.csv"),
                                  doc="What each observable does per volt of the driven potential, a row a frequency.")
    convergence = property(lambda self: self.need("convergence.csv"), doc="Errors and orders of a study.")

    @property
    def profiles(self):
        """{name of the file without profile_ and .csv: its table}"""
        paths = sorted(glob.glob(os.path.join(glob.escape(self.folder), "profile_*.csv")))
        return {os.path.basename(p)[len("profile_"):-len(".csv")]: self.need(os.path.basename(p)) for p in paths}

    def point(self, number):
        """The result of one point of a sweep, by its number in the tables."""
        return Result(self.path(os.path.join("points", f"{number:04d}")))

    @property
    def times(self):
        """Times [s] of the fields; of a run in time without fields, those of observables.csv."""
        index = self.path("fields.pvd")
        if os.path.exists(index):
            self.refuse_if_not_converged()
            return Times(time for time, _ in vtu.list_pvd(index))
        return Times(np.unique(self.need("observables.csv")["time"]))

    @property
    def fields(self):
        """All fields; of a run in time the last ones (see fields_at). Raises NoResult."""
        return self.fields_at(None)

    def fields_at(self, time):
        """All fields at one of the times: seconds, or "3 us"; None: the last one. Raises NoResult, LookupError."""
        self.refuse_if_not_converged()
        index = self.path("fields.pvd")
        if not os.path.exists(index):
            raise NoResult(f"'{self.folder}' has no fields ('Output/Fields', in a sweep 'Sweep/Fields of points')")
        known = vtu.list_pvd(index)
        path = known[-1 if time is None else Times(t for t, _ in known).index(time)][1]
        if path not in self._fields:
            if len(self._fields) >= MOST_MOMENTS:
                self._fields.clear()
            self._fields[path] = Fields(vtu.read_pvtu(path), self.record)
        return self._fields[path]

    def write_fields(self, path, time=None):
        """The fields in one file for other programs, "fields.xdmf" (all times), "fields.vtk", ...; see exchange.write."""
        return exchange.write(self, path, time)

    def to_vtk(self, time=None):
        """The vtkUnstructuredGrid of the fields at one of the times, the last without one; needs VTK."""
        known = vtu.list_pvd(self.path("fields.pvd")) if self.fields_at(time) else []
        return exchange.vtk_grid(known[-1 if time is None else self.times.index(time)][1])

    def field(self, name, time=None):
        """One of them: field("c_K").values; of a run in time field("c_K", time="3 us")"""
        return self.fields_at(time)[name]

    def probe(self, points, names=None, unit="m", material=None, time=None):
        """Table of fields at points, interpolated as the finite elements are; see Fields.probe.

        time: as of fields_at; several of them (result.times for all): a row a time and point, `time [s]` first."""
        if time is None or isinstance(time, str) or np.ndim(time) == 0:
            return self.fields_at(time).probe(points, names, unit, material)
        seconds = [self.times[self.times.index(t)] for t in time]
        return probe_in_time([(t, self.fields_at(t)) for t in seconds], points, names, unit, material)

    def path(self, name):
        return os.path.join(self.folder, name)

    def text(self, name):
        """A file as text, "" if it is not there."""
        try:
            with open(self.path(name), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def table(self, name):
        """A table of the folder, or None where there is none or it has no rows."""
        try:
            table = read_csv(self.path(name))
        except (OSError, ValueError):
            return None
        return table if table.n_rows else None

    def need(self, name):
        """The same, with words about what is not there. Raises NoResult."""
        self.refuse_if_not_converged()
        table = self.table(name)
        if table is None:
            raise NoResult(f"'{self.folder}', the result of a {self.kind}, has no table {name}")
        return table

    def refuse_if_not_converged(self):
        """A failed run has no numbers, whatever lies in its folder; a sweep has those of its good points."""
        if self.exit_code == 78:
            warnings.warn(f"{self.folder}: {self.record['exit'].get('reason')}: do not use its numbers", stacklevel=3)
        elif self.ended_early:
            warnings.warn(f"{self.folder} ended early, its last rows are the last accepted state: "
                          f"{self.record['exit'].get('reason')}", stacklevel=3)
        elif self.exit_code != 0 and self.kind != "sweep":
            reason = self.record.get("exit", {}).get("reason", "it has not ended")
            raise NoResult(f"'{self.folder}' has no result: {reason}")

    def __repr__(self):
        return f"<ionflux {self.kind} '{self.title}' in {self.folder}>"


def load(folder):
    """The result in a folder. Raises NoResult."""
    return Result(folder)


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
