"""What was computed and how it ended, in sentences."""

import numpy as np
from markupsafe import Markup

from plot_labels import prefixed, species_label, split
from plot_times import time_text

from . import models
from .models import listing, swept_entries
from .quantities import count, entered, rich, unit_html
from .species import without_charge
from .tables import GOOD_STATUS, axes_of, plain


def summary(result):
    """Sentences (HTML) that say what was computed."""
    p, record = result.parameters, result.record
    if not p.entries:
        return []
    sentences, varied = [what(result)], swept_entries(result)
    if result.kind == "sweep":
        sentences.append(swept(result))
    geometry = p.get("Geometry", "Type")
    sizes = [Markup(f"{name[0].lower()}{name[1:]} "
                    f"{'swept' if ('Geometry', geometry, name) in varied else entered(e.value)}")
             for name, e in p.of("Geometry", geometry).items()
             if e.is_set and len(e.value) < 40 and ":" not in e.value]
    if sizes:
        sentences.append(Markup("Geometry: ") + listing(sizes) + ".")
    for words, key, link in (("Potentials: ", "Potential", " "), ("Given currents: ", "Current", " "),
                             ("Surface charge: ", "Surface charge", " on ")):
        given = [["swept" if ("Boundary conditions", name, k) in varied else entered(e.value), rich(name)]
                 for name in p.sections("Boundary conditions")
                 for k, e in p.of("Boundary conditions", name).items() if k == key]
        if given and not (key == "Potential" and without_charge(result)):
            order = slice(None) if link == " on " else slice(None, None, -1)
            sentences.append(words + listing(Markup(link).join(pair[order]) for pair in given) + Markup("."))
    sentences += [baths(p, varied), initial(p)]
    sentences += models.sentences(p)
    debye = record.get("numbers", {}).get("Debye length [m]")
    if not without_charge(result) and isinstance(debye, (int, float)) and np.isfinite(debye):
        sentences.append(Markup(f"The Debye length is {1e9 * debye:.3g}\N{NARROW NO-BREAK SPACE}nm."))
    sentences += [how(result), signs(result)]
    return [s for s in sentences if s]


def signs(result):
    """The one convention of this page, or why it needs none."""
    if result.blocked:
        return "No current passes at any voltage: what was computed is within its error of zero."
    if result.kind == "sweep" and result.table("iv.csv"):
        return "Currents and fluxes on this page are positive into the domain (in fluxes.csv and observables.csv: out)."
    if result.is_transient and result.has_solution:
        return f"Currents and fluxes on this page are positive {result.sign_words} (in the tables of the folder: out)."
    return "Currents and fluxes on this page are positive out of the domain." if result.has_solution else ""


def baths(p, swept):
    """Concentrations of each bath, as entered."""
    texts = []
    for name in p.sections("Baths"):
        given = [Markup(f"{rich(species_label(key.rpartition(' of ')[2]))} "
                        f"{'swept' if ('Baths', name, key) in swept else entered(entry.value)}")
                 for key, entry in p.of("Baths", name).items() if key.startswith("Concentration of ") and entry.value]
        if given:
            texts.append(Markup(f"{rich(name)} ({Markup(', ').join(given)})"))
    return Markup("Baths: ") + listing(texts) + "." if texts else ""


def initial(p):
    """Concentrations that a run in time starts from."""
    start = "Initial concentration of "
    given = [Markup(f"{rich(species_label(key[len(start):]))} {entered(entry.value)}")
             for key, entry in p.of("Time").items() if key.startswith(start) and entry.is_set and entry.value]
    return Markup("Initial concentrations: ") + listing(given) + "." if given else ""


def swept(result):
    """Which quantities take which values."""
    table = result.table("points.csv")
    if not table:
        return ""
    parts = []
    for name in axes_of(table, ("status",)):
        quantity, unit = split(name)
        values = list(dict.fromkeys(table[name]))
        if not isinstance(values[0], str):
            values, unit = prefixed(values, unit)
        if len(values) > 4 and not isinstance(values[0], str):
            shown = Markup(f"{len(values)} values from {plain(min(values))} to {plain(max(values))}")
        else:
            shown = Markup(", ").join(rich(v) if isinstance(v, str) else plain(v) for v in values)
        parts.append(Markup(f"{rich(quantity)} ({shown} {unit_html(unit)})".replace(" )", ")")))
    points = count(len(table["status"])) if "status" in table else "?"
    return Markup("Swept: ") + listing(parts) + Markup(f"; {points} points.")


def what(result):
    p = result.parameters
    names = [Markup(rich(species_label(s))) for s in result.species]
    equations = {"Poisson": "Poisson\N{EN DASH}Nernst\N{EN DASH}Planck equations",
                 "electroneutral": "Nernst\N{EN DASH}Planck equations with electroneutrality"}.get(
        p.get("Electrolyte", "Potential", default="Poisson"), "Nernst\N{EN DASH}Planck equations in a given potential")
    if without_charge(result):
        flows = p.get("Flow", "Profile", default="none") != "none"
        equations = "equations of advection and diffusion" if flows else "equations of diffusion"
    temperature = p.get("Electrolyte", "Temperature")
    shape = {"axisymmetric": "axisymmetric about the pore axis (r, z)"}.get(
        p.get("Coordinates"), "three-dimensional" if p.get("Dimension") == "3" else
        "planar (two-dimensional; fluxes are per metre of depth)")
    if p.get("Coordinates") == "axisymmetric" and p.get("Geometry", "Type") not in ("nanopore",):
        shape = "axisymmetric (r, z)"
    in_time_each = p.get("Time", "End time")
    kind = {"sweep": f"A sweep of solutions in time, each from 0 to {entered(in_time_each)}," if in_time_each
            else "A sweep of steady solutions", "study": "A convergence study of steady solutions"}.get(
        result.kind, in_time(result) if result.is_transient else "A steady solution")
    if not result.has_solution and result.kind == "run":
        kind = f"Wanted: {kind[0].lower()}{kind[1:]}"
    text = Markup(f"{kind} of the {equations}")
    if names:
        text += Markup(" for ") + listing(names)
    if temperature:
        text += Markup(f" at {entered(temperature)}")
    return text + Markup(f". The object is a {rich(p.get('Geometry', 'Type'))}, {shape}.")


def in_time(result):
    """From when to when, and from what state."""
    end = result.parameters.entries[("Time", "End time")]
    start = result.parameters.get("Time", "Start", default="steady state")
    start = "the steady state of the values before t = 0" if start == "steady state" else start
    return f"A solution in time, from 0 to {time_text(end.number)}, that starts from {start},"


def how(result):
    record, mesh = result.record, result.record.get("mesh", {})
    if "unknowns" not in mesh or result.kind != "run":
        return ""
    text = f"Solved with finite elements of degree {mesh.get('degree', '?')} on {count(mesh.get('cells', 0))} cells " \
           f"({count(mesh['unknowns'])} unknowns)"
    if mesh.get("symmetry fraction", 1) < 1:
        text += f", which mesh {mesh['symmetry fraction']:.3g} of the object by symmetry; fluxes are of all of it"
    time = record.get("time", {})
    if result.is_transient and "steps" in time:
        repeated = f", {time['repeated steps']} more were repeated with a shorter one" if time.get("repeated steps") else ""
        return Markup(f"{text}, in {count(time['steps'])} time steps of the scheme {rich(time.get('scheme', '?'))}{repeated}.")
    steps = record.get("solver", {}).get("newton steps")
    return Markup(text + (f", in {steps} Newton steps." if steps is not None else "."))


class Verdict:
    """state: good, doubtful or failed."""

    def __init__(self, state, heading, details):
        self.state, self.heading, self.details = state, heading, details


def verdict(result):
    warnings = [w for w in result.record.get("warnings", []) if isinstance(w, str)]
    exit_record = result.record.get("exit", {})
    code, reason = result.exit_code, exit_record.get("reason") or exit_record.get("meaning", "")
    failed = [a for a in result.audits if not a.get("passed")]
    if result.kind == "sweep" and result.table("points.csv"):
        return sweep_verdict(result, code, reason, warnings)
    if code is None:
        return Verdict("failed", "Not finished", ["run.json tells no end of this run; there is no result."])
    if result.ended_early:
        end = time_text(result.parameters.entries[("Time", "End time")].number)
        return Verdict("doubtful", f"Ended early: at {time_text(result.last_time)} of {end}", [
            reason, f"Exit code {code} ({exit_record.get('meaning', '')}). What follows is what the steps up to then found; "
            "the last state is the last one that was accepted, not the end that was asked for.", *warnings])
    if code == 78:
        return Verdict("failed", "Not valid: an audit failed", [
            reason, "The numbers and pictures below break a law that they must obey. Do not use them."])
    if code != 0:
        return Verdict("failed", f"Failed: {exit_record.get('meaning', 'no result')}",
                       [reason, f"Exit code {code}. There is no result: nothing below is one."])
    heading = f"Reached the end, {time_text(result.last_time)}" if result.is_transient else "Converged"
    if result.audits:
        heading += f"; all {len(result.audits)} audits passed" if not failed else \
            f"; {len(failed)} of {len(result.audits)} audits not passed"
    elif result.kind == "study":
        heading = "All solutions converged"
    return Verdict("doubtful" if warnings or failed else "good", heading, warnings)


def sweep_verdict(result, code, reason, warnings):
    table = result.table("points.csv")
    status = table["status"] if isinstance(table.get("status"), list) else []
    counts = {word: status.count(word) for word in dict.fromkeys(status)}
    n, good = len(status), sum(counts.get(word, 0) for word in GOOD_STATUS)
    if good == n and code == 0:
        return Verdict("doubtful" if warnings else "good", f"All {n} points converged; all audits passed", warnings)
    others = ", ".join(f"{number} {word}" for word, number in counts.items() if word not in GOOD_STATUS)
    details = [f"The others: {others}. They are marked, and have no values." if others else "", reason, *warnings]
    return Verdict("doubtful" if good else "failed", f"{good} of {n} points converged", [d for d in details if d])


