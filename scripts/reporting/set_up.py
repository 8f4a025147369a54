"""Tables of what was solved: species, baths, materials, boundary conditions; and of what it was solved with."""

from markupsafe import Markup

from plot_labels import species_label

from .models import NOTE_SWEPT, SWEPT, swept_entries
from .quantities import entered, number, quantity, rich
from .species import without_charge
from .tables import Table, with_species


def species(result):
    rows = []
    for name in result.species:
        entries = result.parameters.of("Electrolyte", "Species", name)
        if "Charge number" not in entries or "Diffusivity" not in entries:
            continue
        charge = entries["Charge number"].number
        rows.append((name, f"{charge:+g}".replace("-", "\N{MINUS SIGN}") if charge else "0",
                     entries["Diffusivity"].number, of_its_own(entries)))
    if not rows:
        return None
    power = -9 if max(d for _, _, d, _ in rows) < 1e-7 else -6  # ions; gases
    cells = [(rich(species_label(name)), charge, number(d * 10.0**-power), more) for name, charge, d, more in rows]
    unit = f"10<sup>\N{MINUS SIGN}{-power}</sup> m<sup>2</sup>/s"
    headers = [("species", False), ("charge number", True), (Markup(f"diffusivity [{unit}]"), True), ("besides", False)]
    count = 4 if any(more for *_, more in rows) else 3
    return Table("Species.", headers[:count], [row[:count] for row in cells])


def of_its_own(entries):
    """Decay and a source of a species, where it has them."""
    return Markup("; ").join(Markup(f"{key.lower()} {entered(entries[key].value)}") for key in ("Decay constant", "Source")
                             if key in entries and entries[key].is_set)


# Entries without a value in the file that a reader of the table must know.
DEFAULTS_THAT_MATTER = ("Relative permittivity",)
REPLACED = "\N{DOUBLE DAGGER}"


def conditions(result, section, caption, first):
    """What was solved with in each subsection of a section: entries as entered, swept and replaced ones marked,
    defaults where they matter."""
    rows, swept, found = [], swept_entries(result), set()
    for name in result.parameters.sections(section):
        given = []
        for key, entry in result.parameters.of(section, name).items():
            if (section, name, key) in swept:
                mark, text = SWEPT, Markup(f"{rich(with_species(key))}: swept{SWEPT}")
            elif entry.is_set:
                mark = REPLACED if entry.origin.startswith("--set") else ""
                text = Markup(f"{rich(with_species(key))}: {entered(entry.value)}{mark}")
            elif key in DEFAULTS_THAT_MATTER and entry.value and not without_charge(result):
                mark, text = "", Markup(f"{rich(key)}: {entered(entry.value)} (default)")
            else:
                continue
            found.add(mark)
            given.append(text)
        rows.append((rich(name), Markup("; ").join(given) if given else "\N{EM DASH}"))
    notes = [NOTE_SWEPT] * (SWEPT in found) + \
        [f"{REPLACED} replaced on the command line (--set)."] * (REPLACED in found)
    return Table(caption, [(first, False), ("given", False)], rows, " ".join(notes)) if rows else None


def machine(result):
    """What computed it, and how long it took."""
    record, rows = result.record, []
    git = record.get("git", "")
    rows.append(("program", f"{record.get('program', 'ionflux')} {record.get('version', '')}"
                 + (f", commit {git}" if git else "")))
    rows.append(("machine", f"{record.get('host', '?')}, {record.get('ranks', '?')} MPI rank(s)"))
    rows.append(("started, ended (UTC)", f"{clock(record.get('start'))}, {clock(record.get('end'))}"))
    if "total" in record.get("time [s]", {}):
        rows.append(("wall time", quantity_text(record["time [s]"]["total"], "s")))
    for name, seconds in record.get("seconds", {}).items():
        if isinstance(seconds, (int, float)):
            rows.append((f"of which {name}", quantity_text(seconds, "s")))
    memory = record.get("peak memory [MiB]", {})
    if "all ranks" in memory:
        rows.append(("peak memory, all ranks", f"{memory['all ranks']:.0f} MiB"))
    rows += [(name, text) for name, text in record.get("libraries", {}).items()]
    return Table("Program, machine, time, memory, libraries.", [("", False), ("", False)], rows)


def clock(text):
    return str(text or "?").replace("T", " ").rstrip("Z")


def quantity_text(value, unit):
    return quantity(value, unit, 3) if isinstance(value, (int, float)) else "?"
