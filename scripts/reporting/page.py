"""Puts the report together: sections with figures and tables, rendered by page.html."""

import os

import jinja2
import matplotlib.pyplot as plt
from markupsafe import Markup

import plot_convergence

from . import (currents, energies, fields, history, impedance, iv, lines, models, moments, multiples, observed, over_time, set_up, studies,
               tables, time_tables, transfer, words)
from . import steps as time_steps
from .figures import Album, data_uri
from .key_numbers import key_numbers
from .quantities import rich

HERE = os.path.dirname(os.path.realpath(__file__))
NOTE_BOUNDARIES = "Conditions at boundaries and interfaces. Where nothing is given: no flux, no charge."
LARGEST_INPUT = 200_000  # characters of an input file that the page shows


class Section:
    """A chapter; it is left out when it holds nothing."""

    def __init__(self, anchor, title, figures=(), shown=()):
        self.anchor, self.title = anchor, title
        self.figures, self.tables = list(figures), [t for t in shown if t is not None]

    def __bool__(self):
        return bool(self.figures or self.tables)


def write(result, folder, print_format=""):
    """Write the pictures, in this format for print too, and report.html; returns the path of the page."""
    album = Album(os.path.join(folder, "report"), print_format)
    album.prepare()
    sections, layers = contents(result, album)
    album.remove_others([f for section in sections for f in section.figures], layers.values())
    number_all(sections)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True,
                                     lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["rich"] = rich
    with open(os.path.join(HERE, "page.css"), encoding="utf-8") as file:
        style = Markup(file.read())
    page = environment.get_template("page.html").render(
        result=result, record=result.record, verdict=words.verdict(result), summary=words.summary(result),
        key_numbers=key_numbers(result), sections=sections, layers={n: data_uri(p) for n, p in layers.items()},
        style=style, machine=set_up.machine(result), commands=commands(result), input_texts=input_texts(result))
    for path in layers.values():
        os.remove(path)  # part of the page only
    path = os.path.join(folder, "report.html")
    with open(path + ".partial", "w", encoding="utf-8") as file:
        file.write(page)
    os.replace(path + ".partial", path)
    return path


def contents(result, album):
    """(sections, mesh layers). Only what the folder has, and no picture of a state that is no result."""
    if result.is_transient:
        return in_time(result, album)
    pictures, layers = [], {}
    good = result.has_solution
    swept, seen, along, places = [], [], [], None
    if result.kind == "sweep":
        along = attempt(result, "lines", lines.of_points, result, album)
        swept = attempt(result, "I-V curves", iv.iv_pictures, result, album)
        seen = attempt(result, "observables", observed.observable_pictures, result, album)
    if good and result.kind == "run":
        along = attempt(result, "lines", lines.profiles, result, album)
        places = attempt(result, "fields at points", lines.at_points, result)
    history_pictures = attempt(result, "Newton steps", history.newton_picture, result, album) \
        + attempt(result, "adaptive refinement", history.adaptivity_pictures, result, album)
    errors = attempt(result, "study", study_picture, result, album)
    if good or result.kind == "sweep":
        draw = multiples.pictures_of_points if result.kind == "sweep" else fields.pictures
        pictures, layers = attempt(result, "fields", draw, result, album) or ([], {})
    found = [
        Section("setup", "Set-up", (), [*set_up_tables(result), time_tables.settings(result)]),
        Section("iv", "Current and voltage", swept, [tables.iv(result)]),
        Section("swept", "Observables over the sweep", seen),
        Section("study", "Convergence study", errors, [*studies.study(result), studies.extrapolated(result)]),
        Section("impedance", "Impedance", spectra(result, album)),
        Section("fields", "Fields", pictures),
        Section("profiles", "Fields along lines", along, [places or None]),
        Section("numbers", "Fluxes, observables, audits", (), [
            *([tables.fluxes(result), tables.unknown_potentials(result), tables.observables(result)] if good else []),
            tables.audits(result)]),
        Section("convergence", "Convergence of the solution", history_pictures),
        Section("points", "Points", (), [tables.points(result)]),
    ]
    return [section for section in found if section], layers


def set_up_tables(result):
    return [set_up.species(result), models.table(result), models.reactions(result), models.surface_reactions(result),
            set_up.conditions(result, "Baths", "Baths.", "bath"),
            set_up.conditions(result, "Materials", "Materials.", "material"),
            set_up.conditions(result, "Boundary conditions", NOTE_BOUNDARIES, "boundary"),
            set_up.conditions(result, "Sources", "Point, line and area sources.", "source")]


def in_time(result, album):
    """The same of a run in time."""
    flows, seen, amounts, pictures, along, places, steps, at_times = [], [], [], [], [], None, [], None
    if result.has_solution:
        along = attempt(result, "lines", moments.profiles, result, album)
        places = attempt(result, "fields at points", lines.at_points, result)
        flows = attempt(result, "currents", currents.pictures, result, album)
        seen = attempt(result, "curves over time", over_time.pictures, result, album)
        amounts = attempt(result, "amounts", over_time.amounts, result, album)
        seen = seen + attempt(result, "energies", energies.pictures, result, album)
        at_times = attempt(result, "table of currents", time_tables.currents, result)
        pictures, _ = attempt(result, "fields", moments.maps, result, album) or ([], {})
    if result.record.get("time"):  # else steps.csv is of an earlier run
        steps = attempt(result, "steps", time_steps.pictures, result, album)
    begun = attempt(result, "Newton steps", history.newton_picture, result, album)
    for figure in begun:
        figure.caption = f"Start. {figure.caption}"
    found = [
        Section("setup", "Set-up", (), [*set_up_tables(result), time_tables.settings(result)]),
        Section("currents", "Currents over time", flows, [at_times or None]),
        Section("time", "Fluxes, observables and amounts over time", seen + amounts),
        Section("impedance", "Impedance at the end", spectra(result, album)),
        Section("fields", "Fields at times", pictures),
        Section("profiles", "Fields along lines at times", along, [places or None]),
        Section("numbers", "Fluxes and observables at the end, audits", (), [
            *([tables.fluxes(result), tables.unknown_potentials(result), tables.observables(result)]
              if result.has_solution else []),
            tables.audits(result)]),
        Section("steps", "Steps", steps + begun, [time_tables.meshes(result)]),
    ]
    return [section for section in found if section], {}


def spectra(result, album):
    """Impedance and transfer functions."""
    return [*attempt(result, "impedance", impedance.pictures, result, album),
            *attempt(result, "transfer functions", transfer.pictures, result, album)]


def attempt(result, what, draw, *arguments):
    """draw(...), or [] if its files are damaged; the report then says so, and has the rest."""
    try:
        return draw(*arguments)
    except Exception as fault:  # whatever a damaged file leads to
        plt.close("all")
        result.problems.append(f"{what}: {type(fault).__name__}: {fault}")
        return []


def study_picture(result, album):
    table = result.table("convergence.csv")
    if not table:
        return []
    record = {**result.record, "title": " "}
    caption = "Relative errors over the mesh size. The triangles have the slope that theory foresees."
    if not result.record.get("convergence", {}).get("complete", True):
        caption += " Incomplete: a mesh did not converge."
    return album.curve(plot_convergence.picture(table, record), "convergence", caption,
                       "Relative errors over the mesh size, both logarithmic",
                       wide="full" if len(plot_convergence.measures(table)) > 1 else True)


def number_all(sections):
    n_figures = n_tables = 0
    for section in sections:
        for figure in section.figures:
            n_figures += not figure.moving
            figure.number = n_figures
        for table in section.tables:
            n_tables += 1
            table.number = n_tables


def commands(result):
    """What to type to get this result again."""
    kind = {"sweep": "sweep", "study": "converge"}.get(result.kind, "run")
    ranks = result.record.get("ranks", 1)
    start = f"mpirun -np {ranks} " if isinstance(ranks, int) and ranks > 1 else ""
    file = result.record.get("input", {}).get("file", "FILE.prm")
    overrides = "".join(f' --set "{text}"' for text in result.parameters.overrides)
    return f"{start}ionflux {kind} {file}{overrides}"


def input_texts(result):
    """[(title, text)]: the input as typed, and with all defaults."""
    found = [("The parameter file as given (original.prm)", result.original),
             ("All parameters with defaults, SI values and origin (resolved.prm)", result.text("resolved.prm"))]
    return [(title, text if len(text) <= LARGEST_INPUT else text[:LARGEST_INPUT] + "\n... (cut)\n")
            for title, text in found if text]


