"""The potentials that a run in time was given, at any time: expressions of t, evaluated as ionflux does."""

import ast
import operator

import numpy as np

from ionflux.units import conversion
from plot_times import TIME

# As in source/support/expression.cc; what is not here (a place, a choice by "?") has no value.
FUNCTIONS = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "exp": np.exp, "ln": np.log, "log10": np.log10,
    "log2": np.log2, "sqrt": np.sqrt, "abs": np.abs, "sign": np.sign, "floor": np.floor, "ceil": np.ceil,
    "pow": np.power, "atan2": np.arctan2, "min": lambda *v: np.minimum.reduce(np.broadcast_arrays(*v)),
    "max": lambda *v: np.maximum.reduce(np.broadcast_arrays(*v)),
    "step": lambda v: np.where(v >= 0, 1.0, 0.0), "ramp": lambda v: np.clip(v, 0.0, 1.0),
    "pulse": lambda v, width: np.where(v - np.floor(v) < width, 1.0, 0.0),
    "triangle": lambda v: 1 - np.abs(2 * (v - np.floor(v)) - 1)}
NAMES = {"pi": np.pi, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
             ast.Pow: operator.pow, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
             ast.GtE: operator.ge, ast.USub: operator.neg, ast.UAdd: operator.pos}
LONGEST = 2000  # characters: the text is not trusted
NEAR = 1e-12  # of a time: two roundings of one
VOLTAGE = 1e-6  # of the range: more than that, and it is not what ionflux computed with


def evaluate(text, unit, times):
    """Values in this SI unit of "100*triangle(t/(20*us)) [mV]" or "25 mV" at times [s]; None if it is no function of
    time alone."""
    formula, bracket, given = text.strip().rpartition("[")
    if not bracket:
        formula, _, given = text.strip().rpartition(" ")
    given = given.rstrip("] ")
    try:
        if len(formula) > LONGEST:
            return None
        factor = conversion(given, unit)
        with np.errstate(all="ignore"):
            found = value_of(ast.parse(formula.strip().replace("^", "**"), mode="eval").body, np.asarray(times, float))
        found = factor * np.broadcast_to(np.asarray(found, dtype=float), np.shape(times))
        return found if np.isfinite(found).all() else None
    except (SyntaxError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError, MemoryError):
        return None


def value_of(node, t):
    """Of a part of an expression. Raises KeyError for what expressions of ionflux do not have."""
    if isinstance(node, ast.Constant):
        return float(node.value)
    if isinstance(node, ast.Name):
        return t if node.id == "t" else NAMES[node.id]
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](value_of(node.left, t), value_of(node.right, t))
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](value_of(node.operand, t))
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return np.where(OPERATORS[type(node.ops[0])](value_of(node.left, t), value_of(node.comparators[0], t)), 1.0, 0.0)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return FUNCTIONS[node.func.id](*(value_of(argument, t) for argument in node.args))
    raise KeyError(type(node).__name__)


def potentials(result, times):
    """{boundary: V at the times} where it is given as a number or function of time. Just before a jump the old value
    holds, as in the tables."""
    wanted, breaks = np.asarray(times, dtype=float), result.breaks
    if len(breaks):
        nearest = breaks[np.abs(wanted[:, None] - breaks[None, :]).argmin(axis=1)]
        times = np.where(np.abs(wanted - nearest) <= NEAR * nearest, nearest * (1 - NEAR), wanted)
    found = {}
    for section in result.parameters.sections("Boundary conditions"):
        for key, entry in result.parameters.of("Boundary conditions", section).items():
            if key not in ("Potential", "Electrode potential") and not key.startswith("Electrode potential of "):
                continue
            values = evaluate(entry.value, "V", times) if entry.is_set and entry.value else None
            for name in section.split(","):
                if values is not None:
                    found[name.strip()] = values
    if not agree(result, found, wanted):
        return {}
    return {**found, **solved(result, wanted)}


def solved(result, times):
    """{boundary: V at the times} of those that were found with the solution, as currents or charges are given."""
    table = result.table("unknown_potentials.csv")
    if not table or TIME not in table:
        return {}
    names = np.array(table["boundary"])
    return {name: np.interp(times, table[TIME][names == name], table["potential [V]"][names == name])
            for name in dict.fromkeys(table["boundary"])}


def agree(result, found, times):
    """Do they give the voltages of observables.csv? (Where that has none, there is nothing that could differ.)"""
    table = result.table("observables.csv")
    if not table or not isinstance(table.get("observable"), list):
        return True
    for i, what in enumerate(table["observable"]):
        first, minus, second = table["place"][i].partition(" - ")
        if what != "voltage" or not minus or first not in found or second not in found:
            continue
        at = np.abs(np.asarray(times) - table["time [s]"][i])
        if not len(at) or at.min() > 1e-9 * table["time [s]"][i]:
            continue
        difference = (found[first] - found[second])[at.argmin()]
        if abs(difference - table["value"][i]) > VOLTAGE * max(abs(table["value"][i]), 1e-3):
            return False
    return True
