"""The steps of a run in time: their length, error and cost."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from plot_times import TIME

FAILED = "#b00020"


def pictures(result, album):
    table = result.table("steps.csv")
    if not table or TIME not in table or not isinstance(table.get("accepted"), list):
        return []
    accepted = np.array([word == "yes" for word in table["accepted"]])
    n, repeated = int(accepted.sum()), int((~accepted).sum())
    words = f"; crosses: {repeated} repeated with a shorter one" if repeated else "; none had to be repeated"
    return album.curve(figure(table, accepted, result.time_axis), "steps",
                       f"Length of {n} steps{words}. Middle: estimated error over the tolerance (at most 1 is accepted). "
                       "Below: Newton steps and Krylov iterations of each.",
                       f"Length, error and cost of {n} steps over time, {repeated} of them repeated", wide=True)


def figure(table, accepted, axis):
    made, panels = plt.subplots(3, 1, figsize=(8.0, 6.2), sharex=True, layout="constrained", height_ratios=[3, 2, 2])
    time = axis(table[TIME])
    error = table["error / tolerance"]
    for panel, values in zip(panels, (table["step [s]"], np.where(error > 0, error, np.nan))):
        panel.plot(time[accepted], np.asarray(values)[accepted], marker="o", markersize=3, linewidth=1.0)
        if not accepted.all():
            panel.plot(time[~accepted], np.asarray(values)[~accepted], "x", color=FAILED, markersize=6,
                       label="repeated with a shorter step")
        panel.set_yscale("log")
    unsolved = ~accepted & ~np.isfinite(error)
    if unsolved.any():
        panels[1].plot(time[unsolved], np.full(unsolved.sum(), 0.95), "v", color=FAILED, markersize=5, clip_on=False,
                       transform=panels[1].get_xaxis_transform(), label="not solved")
    panels[1].axhline(1.0, color="0.5", linewidth=0.8, linestyle=":")
    panels[0].set_ylabel("step [s]")
    panels[1].set_ylabel("error / tolerance")
    panels[2].plot(time, table["Newton steps"], ".", color="C0", label="Newton steps")
    panels[2].plot(time, table["Krylov iterations"], ".", color="C1", label="Krylov iterations")
    panels[2].set_yscale("log")
    panels[2].yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    panels[2].yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    panels[2].yaxis.set_minor_formatter(NullFormatter())
    panels[2].set_ylabel("cost")
    for panel in panels:
        axis.dress(panel, labelled=panel is panels[2])
        if panel.get_legend_handles_labels()[1]:
            panel.legend(fontsize=8)
    return made
