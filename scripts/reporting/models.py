"""The models of a run beside the equations themselves: activities, mobilities, flow, reactions; as sentences and tables."""

import re

from markupsafe import Markup

from plot_labels import CHARGES, FORMULA, species_label

from .quantities import entered, rich
from .tables import Table, with_species

SWEPT = "\N{DAGGER}"
NOTE_SWEPT = f"{SWEPT} takes the values of the sweep."
STANDARD = {"Activity": "ideal", "Mobility": "Nernst-Einstein"}


def listing(items):
    items = list(items)
    return items[0] if len(items) == 1 else Markup(", ").join(items[:-1]) + Markup(" and ") + items[-1] if items else ""


def sentences(p):
    """What is not standard, in sentences."""
    found = [of_kind(p, "Activity", "Activity coefficients: "), of_kind(p, "Mobility", "Mobilities: ")]
    profile = p.get("Flow", "Profile", default="none")
    if profile != "none":
        found.append(Markup("The solvent flows: ") + rich(profile) + ".")
    equations = [p.get("Reactions", name, "Equation") for name in p.sections("Reactions")]
    if equations:
        found.append(Markup("Reactions: ") + listing(equation(text) for text in equations) + ".")
    for places, names in by_surfaces(p).items():
        found.append(Markup("Reactions on ") + rich(places) + ": " + listing(names) + ".")
    return found


def by_surfaces(p):
    """{surfaces: equations of the reactions there}"""
    found = {}
    for name in p.sections("Surface reactions"):
        place = p.get("Surface reactions", name, "Surfaces")
        found.setdefault(place, []).append(equation(p.get("Surface reactions", name, "Equation")))
    return found


def swept_entries(result):
    """Paths of the parameters that a sweep gives values to."""
    p = result.parameters
    named = [p.get("Sweep", name, "Parameter") for name in p.sections("Sweep")]
    return {tuple(part.strip() for part in path.split("/")) for text in named for path in text.split(",") if path.strip()}


def of_kind(p, kind, words):
    """The model of activities or mobilities where it is not the standard one; materials with one of their own."""
    model = p.get("Electrolyte", f"{kind} model", default=STANDARD[kind])
    own = [(name, p.get("Materials", name, f"{kind} model")) for name in p.sections("Materials")]
    own = [Markup(f"{rich(other)} in {rich(name)}") for name, other in own if other not in ("", "as electrolyte", model)]
    if model == STANDARD[kind] and not own:
        return ""
    return Markup(words) + listing([rich(model), *own]) + "."


def equation(text):
    """H + OH <-> H2O with charges raised and a true arrow."""
    words = [species_label(word) if word in CHARGES else re.sub(r"(?<=[A-Za-z])(\d+)", r"$_{\1}$", word)
             if re.fullmatch(FORMULA, word) else word for word in text.split()]
    return rich(" ".join(words).replace("<->", "\N{RIGHTWARDS HARPOON OVER LEFTWARDS HARPOON}"))


def table(result):
    """What was set of these models, or None."""
    p, rows, swept, some_swept = result.parameters, [], swept_entries(result), False
    for section, first in ((("Electrolyte", "Activity"), ("Electrolyte", "Activity model")),
                           (("Electrolyte", "Mobility"), ("Electrolyte", "Mobility model")), (("Flow",), ("Flow", "Profile"))):
        entry = p.entries.get(first)
        if entry is None or not entry.is_set:
            continue
        given = [Markup(f"{rich(with_species(key))}: "
                        f"{Markup(f'swept{SWEPT}') if (*section, key) in swept else entered(e.value)}")
                 for key, e in p.of(*section).items() if e.is_set and (*section, key) != first]
        some_swept |= any((*section, key) in swept for key in p.of(*section))
        rows.append((section[-1].lower(), Markup("; ").join([rich(entry.value), *given])))
    spectrum = [f"{name[0].lower()}{name[1:]} {entered(e.value)}" for name, e in p.of("Impedance").items() if e.is_set]
    if spectrum:
        rows.append(("impedance", Markup("; ").join(Markup(text) for text in spectrum)))
    return Table("Models.", [("of", False), ("given", False)], rows, NOTE_SWEPT if some_swept else "") if rows else None


def reactions(result, section="Reactions", title="Reactions in the volume."):
    """Equation and constants of each reaction, as entered, or None."""
    p, rows, swept, some_swept = result.parameters, [], swept_entries(result), False
    for name in p.sections(section):
        entries = {key: e for key, e in p.of(section, name).items() if e.is_set and key != "Equation"}
        of_sweep = {key for key in entries if (section, name, key) in swept}
        given = [Markup(f"{rich(key[0].lower() + key[1:])} {Markup(f'swept{SWEPT}') if key in of_sweep else entered(e.value)}")
                 for key, e in entries.items()]
        some_swept |= bool(of_sweep)
        rows.append((rich(name), equation(p.get(section, name, "Equation")), Markup("; ").join(given)))
    headers = [("reaction", False), ("equation", False), ("given", False)]
    return Table(title, headers, rows, NOTE_SWEPT if some_swept else "") if rows else None


def surface_reactions(result):
    """The same of electrodes, walls and carriers."""
    return reactions(result, "Surface reactions", "Reactions on surfaces.")
