"""Factors between units of one kind: "A" to "pA", "mol/m^3" to "mmol/L", "V/m" to "mV/nm"."""

import re

PREFIXES = {"": 1.0, "a": 1e-18, "f": 1e-15, "p": 1e-12, "n": 1e-9, "u": 1e-6, "\N{MICRO SIGN}": 1e-6, "m": 1e-3,
            "c": 1e-2, "d": 1e-1, "k": 1e3, "M": 1e6, "G": 1e9}
# (factor, powers of m, kg, s, A, K, mol); e as in the SI of 2019
SYMBOLS = {
    "m": (1, (1, 0, 0, 0, 0, 0)), "g": (1e-3, (0, 1, 0, 0, 0, 0)), "s": (1, (0, 0, 1, 0, 0, 0)),
    "A": (1, (0, 0, 0, 1, 0, 0)), "K": (1, (0, 0, 0, 0, 1, 0)), "mol": (1, (0, 0, 0, 0, 0, 1)),
    "L": (1e-3, (3, 0, 0, 0, 0, 0)), "M": (1e3, (-3, 0, 0, 0, 0, 1)), "Hz": (1, (0, 0, -1, 0, 0, 0)),
    "C": (1, (0, 0, 1, 1, 0, 0)), "e": (1.602176634e-19, (0, 0, 1, 1, 0, 0)), "J": (1, (2, 1, -2, 0, 0, 0)),
    "W": (1, (2, 1, -3, 0, 0, 0)), "V": (1, (2, 1, -3, -1, 0, 0)), "S": (1, (-2, -1, 3, 2, 0, 0)),
    "F": (1, (-2, -1, 4, 2, 0, 0)), "ohm": (1, (2, 1, -3, -2, 0, 0)), "eV": (1.602176634e-19, (2, 1, -2, 0, 0, 0)),
    "%": (1e-2, (0,) * 6), "1": (1, (0,) * 6), "min": (60, (0, 0, 1, 0, 0, 0)), "h": (3600, (0, 0, 1, 0, 0, 0))}


def symbol(text):
    """(factor, powers) of one symbol with its prefix. Whole symbols go first: "mol" is no milli-"ol"."""
    if text in SYMBOLS:
        return SYMBOLS[text]
    if text[:1] in PREFIXES and text[1:] in SYMBOLS:
        factor, powers = SYMBOLS[text[1:]]
        return PREFIXES[text[:1]] * factor, powers
    raise ValueError(f"the unit '{text}' is not known")


def parse(unit):
    """(factor to SI, powers) of a unit such as "mol/m^2/s"; "" is the number 1."""
    factor, powers = 1.0, [0] * 6
    for sign, text, power in re.findall(r"([*/ .]?)\s*([^\s*/.^]+)\^?(-?\d+)?", unit):
        n = int(power or 1) * (-1 if sign == "/" else 1)
        one, of = symbol(text)
        factor *= one**n
        powers = [p + n * q for p, q in zip(powers, of)]
    return factor, powers


def conversion(unit, wanted):
    """The number that a value in `unit` is multiplied by to be one in `wanted`. Raises ValueError."""
    (a, kind), (b, wanted_kind) = parse(unit), parse(wanted)
    if kind != wanted_kind:
        raise ValueError(f"'{unit}' cannot be given in '{wanted}'")
    return a / b
