"""Numbers and units in HTML: sensible digits, SI prefixes, raised exponents."""

import re

import numpy as np
from markupsafe import Markup, escape

from plot_labels import NOISE, prefixed, unit_label

MINUS, THIN_SPACE, TIMES = "\N{MINUS SIGN}", "\N{NARROW NO-BREAK SPACE}", "\N{MULTIPLICATION SIGN}"


def rich(text):
    """Text with matplotlib's $^{...}$, $_{...}$ and symbols as HTML."""
    text = re.sub(r"\$([a-z])\$", r"<i>\1</i>", str(escape(text)).replace("$\\mu$", "<i>\N{GREEK SMALL LETTER MU}</i>"))
    text = re.sub(r"\$\^\{?([^{}$]*)\}?\$", r"<sup>\1</sup>", text)
    return Markup(re.sub(r"\$_\{?([^{}$]*)\}?\$", r"<sub>\1</sub>", text))


def unit_html(unit):
    text = unit_label(unit).replace("-", MINUS)
    return rich(text)


def number(value, digits=4):
    """1234.5678 -> 1235, 1.2e-9 -> 1.2 x 10^-9; "" for what is not finite. Zero has no sign."""
    if not np.isfinite(value):
        return ""
    if value == 0:
        return "0"
    size = abs(value)
    if 1e-3 <= size < 1e5:
        text = f"{value:#.{digits}g}" if size < 10**digits else f"{value:.0f}"
        return text.rstrip(".").replace("-", MINUS)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return Markup(f"{mantissa.replace('-', MINUS)}{TIMES}10<sup>{str(int(exponent)).replace('-', MINUS)}</sup>")


def count(value):
    """14985 -> 14 985"""
    return f"{int(value):,}".replace(",", THIN_SPACE)


def quantity(value, unit, digits=4):
    """4.568e-10 A -> 456.8 pA"""
    scaled, unit = prefixed([value], unit)
    gap = "" if unit == "%" else THIN_SPACE
    return Markup(f"{number(scaled[0], digits)}{gap}{unit_html(unit)}" if unit else number(value, digits))


def with_error(value, error, unit, error_digits=2, digits=6, remark="", most=12):
    """4.56272e-10 +- 1.3e-14 A -> 456.272 +- 0.013 pA: the value has as many decimals as the error, of `error_digits`,
    and `most` digits; without an error, `digits`. `remark`: what the error is of."""
    if not (np.isfinite(error) and error != 0 and np.isfinite(value)):
        return quantity(value, unit, digits)
    (scaled, spread), unit = prefixed([value, abs(error)], unit)
    tail = f"{'' if unit == '%' or not unit else THIN_SPACE}{unit_html(unit)}{' ' * bool(remark)}{remark}"
    decimals = error_digits - 1 - int(np.floor(np.log10(spread)))
    if scaled != 0:
        decimals = min(decimals, most - 1 - int(np.floor(np.log10(abs(scaled)))))
    if not 0 <= decimals <= 12 or not 1e-3 <= max(abs(scaled), spread) < 1e6:
        return Markup(f"{number(scaled, digits)} \N{PLUS-MINUS SIGN} {number(spread, error_digits)}{tail}")
    text = f"{scaled:.{decimals}f}"
    text = text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)  # no "-0"
    shown = f"{spread:.{decimals}f}" if spread >= 0.5 * 10.0**-decimals else number(spread, error_digits)
    return Markup(f"{text} \N{PLUS-MINUS SIGN} {shown}{tail}")


def with_mesh_error(value, error, unit, of="mesh"):
    """456.80 +- 0.05 pA (mesh)"""
    return with_error(value, error, unit, error_digits=1, digits=4, remark=f"({of})", most=9)


def column(values, unit, digits=4, errors=0.0, noise=NOISE, like=None):
    """(cells, unit): the values with one prefix for all, rounding (below `noise` of the largest) and what is below its
    error as 0; empty where there is no value. like: values [same unit] that the prefix is to suit instead."""
    values = np.asarray(values, dtype=float)
    largest = np.abs(values[np.isfinite(values)]).max(initial=0)
    values = np.where(np.abs(values) <= np.maximum(noise * largest, errors), 0.0, values)
    if like is not None and np.abs(like[np.isfinite(like)]).max(initial=0) > 0:
        size = np.abs(like[np.isfinite(like)]).max()
        (one,), unit = prefixed([size], unit)
        scaled = values * (one / size)
    else:
        scaled, unit = prefixed(values, unit)
    return [number(value, digits) for value in scaled], unit_html(unit)


def entered(value):
    """A value of the parameter file: '-0.02 C/m^2' with a true minus sign and raised exponent."""
    text = re.sub(r"(?<![\w^.])-(?=\d)", MINUS, value)
    text = re.sub(r"(?<=[\d.] )u(?=(?:m|s|A|V|C|S|mol|F)\b)", "\N{MICRO SIGN}", text)
    text = re.sub(r"(\d)[eE]\+?([-\N{MINUS SIGN}]?)0*(\d+)", rf"\1{TIMES}10^\2\3", text)
    return rich(re.sub(r"\^([-\N{MINUS SIGN}]?\d+)", lambda m: f"$^{{{m[1].replace('-', MINUS)}}}$", text))
