"""Spikes of derivatives: no line ends at them, no scale knows them, and the report says what they are.

Import it when the Python that runs has matplotlib (common.use_matplotlib)."""

import matplotlib.pyplot as plt
import numpy as np

import grid
import plot_drawings
import plot_fields
import plot_spikes
import plot_streamlines
from common import check
from parts import Plane


def test_spikes():
    """A flux of 1 with a spike of 50 the other way in one column of points: lines pass it, the scale does not know it."""
    def flux(points):
        return np.stack([np.where(np.abs(points[:, 0]) < 0.01, -50.0, 1.0), 0 * points[:, 1]], axis=1)

    plane = Plane()
    fine = grid.Flat(plane.flat.points * [1, 1], plane.flat.triangles, {}, [], True)
    near = np.abs(fine.points[:, 0]) < 0.06
    fine.points[near, 0] *= 0.1  # the spike is in two cells of 0.005
    lines = plot_streamlines.streamlines(fine, fine.triangles, flux(plane.flat.points), [-1, 1, -1, 1])
    check(len(lines) >= 10 and all(np.ptp(line[:, 0]) > 1.9 for line in lines), f"{len(lines)} lines from end to end")
    area = plot_drawings.areas(fine.points, fine.triangles)
    size = np.abs(flux(plane.flat.points)[:, 0])
    check(abs(area.sum() - 4) < 1e-9, f"areas: {area.sum()}")
    check(plot_spikes.without_spikes(size, fine.triangles, area, share=0.01).max() == 1, "no scale up to the spike")
    ramp = np.exp(4 * fine.points[:, 0])
    check(plot_spikes.without_spikes(ramp, fine.triangles, area).max() == ramp.max(), "what varies keeps its scale")


def test_corners():
    """A density that grows without limit at a corner does not take the scale, and is said; a wide peak keeps it."""
    found = []
    for power in (-0.4, 0.0):
        plane = Plane(**{"current density [A/m^2]": lambda p: np.stack(
            [2 + (1e-3 + np.hypot(*p.T))**power + p[:, 1] ** 2, 0 * p[:, 1]], axis=1)})
        canvas = plot_fields.Canvas(plane, "", False, None)
        figure = plot_fields.picture(canvas, "current density [A/m^2]")
        found.append((figure.get_label(), figure.axes[1].get_ylim()[1]))
    (label, top), (other, other_top) = found
    check(top < 8 and 17 < float(label.split()[1]) < 19, f"corner: the scale ends at {top}, the largest is {label}")
    check(other == "" and abs(other_top - 4) < 0.05, f"no corner: {other_top}, {other}")
    s = np.linspace(0, 1, 101)
    flux = 1 + 0.5 * np.exp(-((s - 0.7) / 0.05)**2)
    check(not plot_spikes.spikes_of(flux).any() and not plot_spikes.spikes_of(np.exp(6 * s)).any(), "peaks and ends are no spikes")
    flux[20], flux[55:57] = 0.01, 30.0
    check(list(np.flatnonzero(plot_spikes.spikes_of(flux))) == [20, 55, 56], "spikes of one and two points are found")
    panel = plt.figure().add_subplot()
    plot_spikes.curve(panel, s, flux, "K")
    check(panel.get_ylim()[1] < 2 and len(panel.lines[0].get_xdata()) == 98, f"curve: {panel.get_ylim()}")
    spread = plot_spikes.spread({"K": flux, "Cl": s})
    check(spread == {"K": (0.01, 30.0)}, f"spread: {spread}")


def test_all():
    for test in (test_spikes, test_corners):
        test()
        plt.close("all")
