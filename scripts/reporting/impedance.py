"""The spectrum of a small-signal response: Nyquist's and Bode's pictures."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import prefixed, unit_label
from plot_times import unit_of

FREQUENCY = "frequency [Hz]"


def pictures(result, album):
    table = result.table("impedance.csv")
    if not table or FREQUENCY not in table:
        return []
    where = result.parameters.get("Impedance", "Boundary")
    of = f" of {where}" if where else ""
    return album.curve(nyquist(table), "impedance_nyquist", f"Nyquist plot of the impedance{of}: points at the frequencies "
                       "of impedance.csv, filled at each power of ten.", "Minus imaginary part over real part of Z") \
        + album.curve(bode(table), "impedance_bode", f"Impedance{of} over the frequency: size and phase.",
                      "Size and phase of Z over the frequency")


def scaled(table, columns):
    """(arrays, unit) of columns in one unit with a prefix."""
    names = [unit_of(table, c)[0] for c in columns]
    values, unit = prefixed(np.concatenate([table[n] for n in names]), unit_of(table, columns[0])[1])
    return np.split(values, len(columns)), unit_label(unit)


def nyquist(table):
    (real, imaginary), unit = scaled(table, ("Re Z", "Im Z"))
    figure, panel = plt.subplots(figsize=(4.8, 3.6), layout="constrained")
    (line,) = panel.plot(real, -imaginary, marker="o", markersize=3.5, markerfacecolor="white", linewidth=1.2)
    decades = np.abs(np.log10(table[FREQUENCY]) - np.round(np.log10(table[FREQUENCY]))) < 1e-6
    panel.plot(real[decades], -imaginary[decades], "o", markersize=3.5, color=line.get_color())
    ends = [i for i in (0, len(real) - 1) if np.isfinite(real[i])]
    for i in ends:
        (value,), hertz = prefixed([table[FREQUENCY][i]], "Hz")
        panel.annotate(f"{value:.3g} {hertz}", (real[i], -imaginary[i]), xytext=(0, -13), textcoords="offset points",
                       fontsize=8, ha="center")
    spans = np.ptp(real), np.ptp(imaginary)
    if min(spans) > 0.02 * max(spans):  # an arc is an arc only where both axes have one scale
        panel.set_aspect("equal", adjustable="datalim")
    panel.margins(0.1, 0.15)
    panel.axhline(0, color="0.6", linewidth=0.7, zorder=0)
    panel.set_xlabel(f"Re Z [{unit}]")
    panel.set_ylabel(f"\N{MINUS SIGN}Im Z [{unit}]")
    return figure


def bode(table):
    (size,), unit = scaled(table, ("|Z|",))
    figure, (upper, lower) = plt.subplots(2, 1, figsize=(4.8, 4.2), sharex=True, layout="constrained")
    upper.plot(table[FREQUENCY], size, marker="o", markersize=3)
    upper.set_yscale("log" if size.max() > 3 * size.min() > 0 else "linear")
    upper.set_ylabel(f"|Z| [{unit}]")
    lower.plot(table[FREQUENCY], table[unit_of(table, "phase")[0]], marker="o", markersize=3)
    lower.set_xscale("log")
    lower.set_ylabel("phase [\N{DEGREE SIGN}]")
    lower.set_xlabel("frequency [Hz]")
    return figure
