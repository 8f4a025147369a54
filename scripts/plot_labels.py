"""Names and units as a reader wants to see them."""

import re

import numpy as np

from ionflux.table import split_name as split


CHARGES = {}  # {species: charge number} of the result that is drawn: its parameters are the input's, not a name's
FORMULA = r"(?:[A-Z][a-z]?\d*)+"  # K, SO4, HCO3; no "vacancy", no "V_O"


def know_charges(charges):
    """Charge numbers of the species of a result; None or {}: of none."""
    CHARGES.clear()
    CHARGES.update(charges or {})


def charge_text(z):
    """1 -> "+", -2 -> "2-" with a true minus sign"""
    sign = "+" if z > 0 else "\N{MINUS SIGN}"
    return sign if abs(z) == 1 else f"{abs(z):g}{sign}"


def species_label(name):
    """K+ -> K with a raised +, SO4-2 and Ca2+ likewise; so is K if it is known to be a cation, and Fe2 of charge 2 (know_charges)."""
    match = re.fullmatch(r"([A-Za-z][A-Za-z0-9_() ]*?)(\d*[+-]\d*|[+-]+)", name)
    if match:
        stem, charge = match.groups()
        charge = charge.replace("-", "\N{MINUS SIGN}")
        if len(charge) > 1 and charge[0] in "+\N{MINUS SIGN}" and charge[1:].isdigit():
            charge = charge[1:] + charge[0]
    elif name in CHARGES and re.fullmatch(FORMULA, name):
        stem, charge = name, charge_text(CHARGES[name]) if CHARGES[name] else ""
        ion = re.fullmatch(r"([A-Z][a-z]?)(\d)", name)
        if ion and int(ion[2]) == abs(CHARGES[name]) and ion[1] != "Hg":  # Fe2 of charge 2 is no pair of atoms
            stem = ion[1]
    else:
        return name.replace("_", " ")
    stem = re.sub(r"(?<=[A-Za-z])(\d+)", r"$_{\1}$", stem)
    return f"{stem}$^{{{charge}}}$" if charge else stem


def unit_label(unit):
    """mol/m^2/s with raised digits, ohm as its sign."""
    unit = unit.replace("ohm", "\N{GREEK CAPITAL LETTER OMEGA}")
    return re.sub(r"\^(-?\d+)", r"$^{\1}$", unit)


def field_label(quantity, unit):
    """Words for the concentration of a species or the rate of a reaction: c_K, rate_water."""
    kind, name = quantity.split("_", 1)
    if kind == "c":
        return f"concentration of {species_label(name)} [mmol/L]"
    return f"rate of {name.replace('_', ' ')} [{unit_label(unit)}]"


NOISE = 1e-9  # of the largest value beside it; below, it is what cancellation left
ZERO = "zero within the error"


def errors_of(table, column):
    """The algebraic and the mesh error of each value of a column, added; zeros where the table has none."""
    name, unit = split(column)
    unit = f" [{unit}]" if unit else ""
    known = [f"{kind} error{of}{unit}" for kind in ("algebraic", "mesh") for of in ("", f" of {name}")]
    total = np.zeros(len(table[column]))
    for found in known:
        if found != column and isinstance(table.get(found), np.ndarray):
            total += np.abs(np.nan_to_num(table[found]))
    return total


def is_zero(values, largest, errors=0.0):
    """Are all values noise: below NOISE of the largest that they stand beside, or below their own errors?"""
    sizes = np.abs(np.asarray(values, dtype=float))
    known = np.isfinite(sizes)
    return bool(known.any() and np.all((sizes <= np.maximum(NOISE * largest, errors))[known]))


PREFIXES = {-18: "a", -15: "f", -12: "p", -9: "n", -6: "\N{MICRO SIGN}", -3: "m", 0: "", 3: "k", 6: "M", 9: "G"}


def prefixed(values, unit):
    """Values and unit with a prefix that makes the largest value 1 to 1000: 4.6e-10 A -> 460 pA."""
    values = np.asarray(values, dtype=float)
    sizes = np.abs(values[np.isfinite(values)])
    largest = sizes.max(initial=0)
    if not largest > 0 or not takes_prefix(unit):
        return values, unit
    power = min(3 * int(np.floor(np.log10(largest) / 3 + 1e-9)), 9)
    if power not in PREFIXES:  # smaller than atto: a power of ten says it better
        return values, unit
    return values / 10.0**power, PREFIXES[power] + unit


def takes_prefix(unit):
    """Is the first word of the unit one that takes a prefix? A, mol/s, S/m, but no m^2, mol/m^3 (mmol/L), %."""
    first = re.split(r"[/ *]", unit)[0]
    return first in ("A", "S", "V", "C", "F", "W", "J", "N", "Pa", "mol", "m", "s", "Hz", "ohm") \
        and not unit.endswith("/m^3")
