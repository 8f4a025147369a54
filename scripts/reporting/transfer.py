"""Transfer functions: what each observable does per volt, magnitude and phase over the frequency."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import prefixed, species_label, unit_label

from .impedance import FREQUENCY

NOISE = 1e-6  # of the largest of its kind: what is zero but for rounding
MOST_CURVES, MOST_FIGURES = 8, 8
LEFT_OUT = ("voltage", "dissipation", "power put in", "conductance", "resistance")  # of second order, or the drive itself


def pictures(result, album):
    """A figure an observable, curves for its places and species."""
    table = result.table("transfer_functions.csv")
    if not table or FREQUENCY not in table or len(set(table[FREQUENCY])) < 2:
        return []
    figures = []
    for (name, unit), curves in observables(table).items():
        figures += album.curve(bode(curves, unit), f"transfer_{name.replace(' ', '_')}",
                               f"Transfer function of the observable \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
                               ": magnitude and phase of its change per volt of the driven potential.",
                               f"Bode plot of the transfer function of {name}")
    return figures


def observables(table):
    """{(observable, unit): {label: (frequency, H)}} of what is more than rounding."""
    found = {}
    texts = [table[key] if isinstance(table[key], list) else [""] * len(table[FREQUENCY]) for key in ("place", "species")]
    for k, (name, unit, place, species) in enumerate(zip(table["observable"], table["unit"], *texts)):
        if name not in LEFT_OUT:
            label = ", ".join([place] * bool(place) + [species_label(species)] * bool(species)) or name
            found.setdefault((name, unit), {}).setdefault(label, []).append(k)
    figures = {}
    for kind, members in found.items():
        curves = {label: (table[FREQUENCY][rows], table["Re H"][rows] + 1j * table["Im H"][rows])
                  for label, rows in members.items()}
        largest = max(np.abs(h).max() for _, h in curves.values())
        curves = {label: curve for label, curve in curves.items() if np.abs(curve[1]).max() > NOISE * largest}
        if curves and len(figures) < MOST_FIGURES:
            figures[kind] = dict(list(curves.items())[:MOST_CURVES])
    return figures


def bode(curves, unit):
    made, (upper, lower) = plt.subplots(2, 1, figsize=(5.6, 4.6), sharex=True, layout="constrained")
    sizes, shown = prefixed(np.concatenate([np.abs(h) for _, h in curves.values()]), unit)
    start = 0
    for label, (frequency, h) in curves.items():
        upper.loglog(frequency, sizes[start:start + len(h)], marker="o", markersize=2, linewidth=1.0, label=label)
        lower.semilogx(frequency, np.degrees(np.unwrap(np.angle(h))), marker="o", markersize=2, linewidth=1.0)
        start += len(h)
    upper.set_ylabel(f"|H| [{unit_label(shown)}]")
    upper.legend(fontsize=8)
    lower.set_ylabel("phase [\N{DEGREE SIGN}]")
    lower.set_xlabel("frequency [Hz]")
    return made
