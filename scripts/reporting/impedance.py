"""The impedance spectrum: Nyquist's and Bode's pictures."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import prefixed, split, unit_label

FREQUENCY = "frequency [Hz]"


def pictures(result, album):
    table = result.table("impedance.csv")
    if not table or FREQUENCY not in table or len(table[FREQUENCY]) < 2 or not result.record.get("impedance"):
        return []
    frequency = table[FREQUENCY]
    real, imaginary = (table[next(name for name in table if name.startswith(part))] for part in ("Re Z", "Im Z"))
    unit = split(next(name for name in table if name.startswith("Re Z")))[1]
    boundary = result.record["impedance"].get("boundary", "")
    words = f"of the boundary \N{LEFT DOUBLE QUOTATION MARK}{boundary}\N{RIGHT DOUBLE QUOTATION MARK}, " \
            f"{hertz(frequency.min())} to {hertz(frequency.max())}"
    figures = []
    # Where one part is a thousand times the other the plane shows a straight line only.
    if np.ptp(real) > 1e-3 * np.ptp(imaginary):
        figures += album.curve(nyquist(frequency, real, imaginary, unit), "nyquist",
                               f"Impedance in the complex plane, {words}; frequencies beside the curve.",
                               "Nyquist plot of the impedance")
    return figures + album.curve(bode(frequency, real, imaginary, unit), "bode",
                                 f"Magnitude and phase of the impedance {words}.", "Bode plot of the impedance")


def hertz(frequency):
    (value,), unit = prefixed([frequency], "Hz")
    return f"{value:.3g} {unit}"


def nyquist(frequency, real, imaginary, unit):
    made, panel = plt.subplots(figsize=(5.6, 4.2), layout="constrained")
    scaled, shown = prefixed(np.concatenate([real, -imaginary]), unit)
    x, y = np.split(scaled, 2)
    panel.plot(x, y, marker="o", markersize=3, linewidth=1.0)
    last = None
    for k, power in enumerate(np.log10(frequency)):
        at = (x[k] / np.ptp(x), y[k] / np.ptp(x))
        far = last is None or np.hypot(at[0] - last[0], at[1] - last[1]) > 0.07
        if abs(power - round(power)) < 1e-6 and far:
            panel.annotate(hertz(10.0**round(power)), (x[k], y[k]), textcoords="offset points", xytext=(4, 4), fontsize=8)
            last = at
    panel.set_aspect("equal", adjustable="datalim")
    panel.set_xlabel(f"Re Z [{unit_label(shown)}]")
    panel.set_ylabel(f"\N{MINUS SIGN}Im Z [{unit_label(shown)}]")
    return made


def bode(frequency, real, imaginary, unit):
    made, panels = plt.subplots(2, 1, figsize=(5.6, 4.6), sharex=True, layout="constrained")
    size, shown = prefixed(np.hypot(real, imaginary), unit)
    panels[0].semilogx(frequency, size, marker="o", markersize=3, linewidth=1.0)
    if size.max() > 3 * size.min() > 0:  # else a logarithmic axis has no power of ten to name
        panels[0].set_yscale("log")
    panels[0].set_ylabel(f"|Z| [{unit_label(shown)}]")
    panels[1].semilogx(frequency, np.degrees(np.arctan2(imaginary, real)), marker="o", markersize=3, linewidth=1.0)
    panels[1].set_ylabel("phase [\N{DEGREE SIGN}]")
    panels[1].set_xlabel("frequency [Hz]")
    return made
