"""Where the energy of a run in time came from and went to."""

import matplotlib.pyplot as plt
import numpy as np

from plot_times import TIME, unit_of

from .panels import legend_above, scaled, signed_scale, size

NOISE = 1e-9  # of the largest curve: is zero


def pictures(result, album):
    """Work done, what was dissipated of it and what the free energy took, since the start."""
    table = result.table("energies.csv")
    if not table or TIME not in table:
        return []
    curves, unit = {}, ""
    for label, name in (("work put in", "work"), ("by the electrodes", "work of electrodes"), ("dissipated", "dissipated"),
                        ("free energy, change", "free energy")):
        column, unit = unit_of(table, name)
        values = np.asarray(table.get(column, []), dtype=float)
        if values.size and np.isfinite(values).any():
            curves[label] = values - values[np.isfinite(values)][0]
    largest = max((size(values) for values in curves.values()), default=0.0)
    if not largest > 0.0:
        return []
    same = "by the electrodes" in curves and "work put in" in curves and \
        size(curves["by the electrodes"] - curves["work put in"]) <= NOISE * largest
    if same:
        del curves["by the electrodes"]
    factor, shown = scaled(largest, unit)
    axis = result.time_axis
    figure, panel = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
    for label, values in curves.items():
        if size(values) > NOISE * largest:
            label = label if not same or label != "work put in" else "work of the electrodes"
            panel.plot(axis(table[TIME]), values * factor, "--" if label == "by the electrodes" else "-", label=label)
    signed_scale(panel, [], False, 0.0)
    axis.dress(panel)
    panel.set_ylabel(f"energy since the start [{shown}]")
    legend_above(panel, 2)
    rest, _ = unit_of(table, "unaccounted")
    missing = size(np.asarray(table.get(rest, [0.0]), dtype=float)) / largest
    words = f" What the three leave over, the error of the scheme, is at most {missing:.1g} of the largest." if missing > 0 else ""
    return album.curve(figure, "energies", f"Work since the start, what was dissipated, and what the free energy took.{words}",
                       "Energy over time: work, dissipation, free energy")
