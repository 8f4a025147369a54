"""Tests of the report of runs in time: axes, signs, loops, steps, early ends, of made-up tables and of short runs.

Import it when the Python that runs has matplotlib (common.use_matplotlib)."""

import json
import os

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from common import SCRIPT, Page, call, check, check_complete, drawn, words_of, write_csv
from ionflux import read_csv
from plot_times import TimeAxis, TimeColors, chosen
from reporting import currents, given, impedance, lines, over_time, steps, transfer
from reporting.result import Result

EXPRESSION = "100*triangle(t/(20*us)) [mV]"


class Album:
    """Keeps figures instead of writing them."""

    def __init__(self):
        self.figures = {}

    def curve(self, figure, name, caption, alt, wide=False):
        if figure is not None:
            self.figures[name] = figure
        return [name] if figure is not None else []


def made_up(folder, times, potential, charge, exit_code=0, breaks=""):
    """A run in time of a condenser: the right plate shows `charge` [C/m] at each time, the left one the opposite."""
    os.makedirs(folder)
    rate = np.gradient(charge, times)
    rows = [["time [s]", "boundary", "species", "flux [mol/s/m]", "current [A/m]", "displacement current [A/m]",
             "total current [A/m]", "passed [mol/m]"]]
    for t, i in zip(times, rate):
        for name, sign in (("left", 1), ("right", -1), ("top", 1e-6)):
            rows += [[t, name, "K", 0, 0, "", "", 0], [t, name, "all", "", 0, sign * i, sign * i, ""]]
    write_csv(folder, "fluxes.csv", rows)
    write_csv(folder, "amounts.csv", [
        ["time [s]", "species", "amount [mol/m]", "passed out [mol/m]", "produced [mol/m]", "imbalance / amount"],
        *([t, "K", 1e-15 + 4e-16 * t / times[-1], -3e-16 * t / times[-1], 1e-16 * t / times[-1], 1e-13] for t in times)])
    write_csv(folder, "steps.csv", [
        ["tried", "time [s]", "step [s]", "error / tolerance", "Newton steps", "Krylov iterations", "accepted", "why not"],
        [1, 3 * times[0], 3 * times[0], 2.5, 6, 40, "no", "error"],
        *([i + 2, t, t - (times[i - 1] if i else 0), 0.5, 6, 40, "yes", ""] for i, t in enumerate(times)),
        [len(times) + 2, 2 * times[-1], times[-1], "", 20, 90, "no", "Newton's method gave up"]])
    entries = [(["Time"], "End time", "20 us", "2e-05 s"), (["Time"], "Error tolerance", "1e-4", "0.0001"),
               (["Boundary conditions", "right"], "Potential", potential, ""),
               (["Boundary conditions", "left"], "Potential", "0 V", "0 V"),
               (["Electrolyte", "Species", "K"], "Charge number", "1", "1"),
               *([(["Time"], "Break times", breaks, breaks)] if breaks else [])]
    record = {"kind": "run", "title": "made up", "exit": {"code": exit_code, "meaning": "no convergence" if exit_code else
                                                         "done", "reason": "no step of 2e-17 s or more succeeds"},
              "time": {"steps": len(times), "repeated steps": 2, "scheme": "ESDIRK3", "end [s]": 2e-5},
              "parameters": [{"section": s, "name": n, "value": v, "SI": si, "origin": "a.prm:1"}
                             for s, n, v, si in entries]}
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump(record, file)
    return Result(folder)


def test_axis():
    """Logarithmic where times span decades, linear where they are even, or where something happens in the middle."""
    decades, even = np.geomspace(1e-11, 2e-5, 40), np.linspace(0, 2e-5, 41)
    for times, breaks, logarithmic in ((decades, [], True), (even, [], False), (decades, [1e-5], False)):
        panel, axis = plt.figure().add_subplot(), TimeAxis(times, breaks)
        axis.dress(panel)
        check((panel.get_xscale() == "log") == logarithmic == axis.logarithmic, f"scale of {times[:3]}, {breaks}")
        check(panel.get_xlabel() == ("time [s]" if logarithmic else "time [\N{MICRO SIGN}s]"), panel.get_xlabel())
        check(np.isclose(axis([1e-6])[0], 1e-6 if logarithmic else 1), f"1 us is at {axis([1e-6])}")
        low, high = panel.get_xlim()
        check(low < axis([times[1]])[0] and axis([2e-5])[0] < high < 1.4 * axis([2e-5])[0], f"limits {low}, {high}")
    check(np.isnan(TimeAxis(decades)([0.0])[0]), "a logarithm has no 0")
    check(chosen(list(range(10)), 4) == [0, 3, 6, 9] and chosen([1, 2], 5) == [1, 2], "first and last are chosen")
    paint = TimeColors([0.0, 1e-9, 1e-7, 1e-5])
    check(paint.logarithmic and paint(0.0) == "black", "colours of decades")
    greens = [paint(t)[1] for t in (1e-9, 1e-7, 1e-5)]
    check(greens[0] < greens[1] - 0.2 < greens[2] - 0.4, f"each time has a colour of its own: {greens}")


def test_expressions():
    """Given potentials, against values worked out by hand."""
    t = np.array([0.0, 5e-6, 1e-5, 1.5e-5, 2e-5])
    for text, expected in ((EXPRESSION, [0, 0.05, 0.1, 0.05, 0]), ("25 mV", [0.025] * 5),
                           ("50*step(t - 10*us) [mV]", [0, 0, 0.05, 0.05, 0.05]),
                           ("pulse(t/(10*us), 0.4)/2 [V]", [0.5, 0, 0.5, 0, 0.5]),
                           ("ramp(t/(10*us))^2 [V]", [0, 0.25, 1, 1, 1]),
                           ("-0.5*(2*step(t) - 1) [V]", [-0.5] * 5), ("sin(pi*t/(20*us)) [V]", np.sin(np.pi * t / 2e-5))):
        found = given.evaluate(text, "V", t)
        check(found is not None and np.allclose(found, expected, atol=1e-12), f"{text}: {found}")
    for text in ("x/(10*nm) [V]", "__import__('os') [V]", "9^9^9^9 [V]", "(1).real [V]", "1 m", "", "a" * 9000 + " [V]"):
        check(given.evaluate(text, "V", t) is None, f"no value of '{text[:30]}'")


def test_currents(scratch):
    """Signs: the right plate is charged, so current enters the domain there (positive on the page, negative in the
    table), as dQ/dt. The first step has no rate; what is less than the error of the steps (of the top) is not drawn."""
    times = np.geomspace(1e-11, 2e-5, 60)
    charge = 4e-11 * (1 - np.exp(-times / 1e-6))
    result, album = made_up(scratch + "/decay", times, "100*step(t) [mV]", charge), Album()
    currents.pictures(result, album)
    check(list(album.figures) == ["currents"], f"a constant potential is no drive: {list(album.figures)}")
    check(len(album.figures["currents"].axes) == 2, "what is below the tolerance of the steps has no panel")
    left, right = album.figures["currents"].axes[:2]
    check(left.get_ylabel().startswith("current, left") and right.get_xscale() == "log", "panels of the electrodes")
    curves = {line.get_label(): line for line in right.lines if len(line.get_xdata()) > 2}
    check(set(curves) == {"total", "displacement"}, f"curves: {set(curves)}")
    check("conduction: zero within the error" in words_of(right), f"conduction: {words_of(right)}")
    x, y = curves["total"].get_data()
    check(np.isnan(y[0]) and np.isfinite(y[1:]).all(), "the rate of the first step is not known")
    k = int(np.abs(x - 1e-6).argmin())
    expected = 4e-11 / 1e-6 * np.exp(-x[k] / 1e-6) * 1e6  # uA/m
    check(abs(y[k] / expected - 1) < 0.05, f"current into the domain at {x[k]}: {y[k]}, expected {expected}")
    check(left.lines[0].get_ydata()[k] == -y[k], "what enters on the right leaves on the left")
    check(right.get_yscale() == "symlog" and right.get_ylim()[0] > -0.1, f"one-sided: {right.get_ylim()}")


def test_loop(scratch):
    """A triangle gives a loop: current of a condenser, C dV/dt up and down."""
    times = np.linspace(2e-7, 2e-5, 100)
    potential = 0.1 * (1 - np.abs(times / 1e-5 - 1))
    result, album = made_up(scratch + "/loop", times, EXPRESSION, 4e-10 * potential, breaks="1e-05 s"), Album()
    currents.pictures(result, album)
    check(list(album.figures) == ["currents", "current_time", "iv_right"], f"figures: {list(album.figures)}")
    panel = album.figures["iv_right"].axes[0]
    x, y = panel.lines[0].get_data()
    check(np.allclose(x, 1e3 * potential), f"voltage against left in mV: {x[:3]}")
    check(np.allclose(y[5:45], 4.0, rtol=1e-6) and np.allclose(y[55:95], -4.0, rtol=1e-6),
          f"uA/m up and down: {y[5:45].mean()}, {y[55:95].mean()}")
    check(album.figures["current_time"].axes[1].get_xlabel() == "time [\N{MICRO SIGN}s]", "a linear axis")
    pulse = np.where(np.abs(times - 1e-5) < 3e-6, 0.1, 0.0)
    check(currents.returns(potential) and not currents.returns(pulse) and not currents.returns(times),
          "a pulse and a ramp are no loops")


def test_given_current(scratch):
    """With a given current the potential that was found is drawn, and no loop."""
    times = np.linspace(2e-7, 2e-5, 100)
    result, album = made_up(scratch + "/current", times, "", 1e-11 * times / times[-1], breaks="1e-05 s"), Album()
    found = 0.1 * (1 - np.abs(times / 1e-5 - 1))
    write_csv(result.folder, "unknown_potentials.csv", [
        ["time [s]", "boundary", "quantity", "potential [V]", "total current into the domain [A/m]", "charge [C/m]"],
        *([t, "right", "potential at given current", v, 5e-7, ""] for t, v in zip(times, found))])
    currents.pictures(result, album)
    check(list(album.figures) == ["currents", "current_time"], f"figures: {list(album.figures)}")
    x, y = album.figures["current_time"].axes[0].lines[0].get_data()
    check(np.allclose(np.interp(1e6 * times, x, y), 1e3 * found), "the potential that was found, in mV")


def test_impedance(scratch):
    """A resistance of 2 kohm parallel to 0.5 uF: a half circle, phase from 0 to -90 degrees."""
    folder, f = scratch + "/impedance", np.geomspace(1, 1e6, 61)
    os.makedirs(folder)
    z = 2e3 / (1 + 2j * np.pi * f * 1e-3)
    write_csv(folder, "impedance.csv", [
        ["frequency [Hz]", "Re Z [ohm]", "Im Z [ohm]", "|Z| [ohm]", "phase [deg]", "Krylov iterations"],
        *([a, b.real, b.imag, abs(b), np.degrees(np.angle(b)), 9] for a, b in zip(f, z))])
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump({"kind": "run", "title": "RC", "exit": {"code": 0}, "impedance": {"boundary": "right"}}, file)
    charge = z * 1e-3  # of observables: one is 90 degrees ahead, one is rounding
    write_csv(folder, "transfer_functions.csv", [
        ["frequency [Hz]", "observable", "place", "species", "Re H", "Im H", "abs H", "phase [deg]", "unit"],
        *([a, "amount", place, "K", h.real, h.imag, abs(h), np.degrees(np.angle(h)), "mol/V"]
          for a, b in zip(f, charge) for place, h in (("left", b), ("right", 1j * b), ("pore", 1e-12 * b)))])
    album = Album()
    impedance.pictures(Result(folder), album)
    transfer.pictures(Result(folder), album)
    upper, lower = album.figures["transfer_amount"].axes
    check(len(upper.lines) == 2, "two curves, without what is rounding")
    check(np.allclose(lower.lines[1].get_ydata() - lower.lines[0].get_ydata(), 90), "a right angle ahead")
    panel = album.figures["nyquist"].axes[0]
    x, y = panel.lines[0].get_data()
    check(np.allclose((x - 1)**2 + y**2, 1) and (y > 0).all(), "a half circle above the axis, in kohm")
    check(panel.get_aspect() == 1.0, "both axes have one scale")
    upper, lower = album.figures["bode"].axes
    check((upper.get_yscale(), lower.get_xscale()) == ("log", "log"), "logarithmic")
    check(abs(lower.lines[0].get_ydata()[-1] + 90) < 0.1, f"phase at last: {lower.lines[0].get_ydata()[-1]}")
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"report of a spectrum: {code}, {message}")
    text = Page(os.path.join(folder, "report.html")).text
    check("bode.svg" in text and "transfer_amount.svg" in text, "they are on the page")


def test_amounts_and_steps(scratch):
    result, album = made_up(scratch + "/steps", np.geomspace(1e-11, 2e-5, 60), "0 V", np.zeros(60)), Album()
    check(currents.pictures(result, album) == [], "no currents, no picture")
    over_time.amounts(result, album)
    change, balance = album.figures["amounts"].axes[0].lines[:2]
    check(np.allclose(change.get_ydata()[-1], 400) and np.allclose(change.get_ydata(), balance.get_ydata()),
          f"400 amol/m more, of which 300 flowed in and 100 were produced: {change.get_ydata()[-1]}")
    steps.pictures(result, album)
    length, error, _ = album.figures["steps"].axes
    crosses = [line for line in length.lines if line.get_marker() == "x"]
    check(len(crosses) == 1 and len(crosses[0].get_xdata()) == 2, "two steps were repeated")
    check(len(drawn(length)) == 1 and len(length.lines[0].get_xdata()) == 60, "60 were accepted")
    check([t.get_text() for t in error.get_legend().get_texts()] == ["repeated with a shorter step", "not solved"],
          f"{words_of(error)}")


def test_early_end(scratch):
    """Shown as what it is, with the numbers up to then."""
    folder = scratch + "/early"
    times = np.geomspace(1e-11, 3e-6, 60)
    made_up(folder, times, "100*step(t) [mV]", 4e-11 * (1 - np.exp(-times / 1e-6)), exit_code=76)
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"early end: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "early end")
    for text in ("Ended early: at 3 \N{MICRO SIGN}s of 20 \N{MICRO SIGN}s", "no step of 2e-17 s or more succeeds",
                 "the last one that was accepted", "at the end, t = 3 \N{MICRO SIGN}s"):
        check(text in page.text, f"early end: '{text}'")
    check("<title>ENDED EARLY" in page.source and "There is no result" not in page.text, "its title; it has results")
    check([a for a in page.of("div") if a.get("class") == "verdict doubtful"], "it is marked")
    check({"currents.svg", "steps.svg", "amounts.svg"} <= set(os.listdir(os.path.join(folder, "report"))), "pictures")


def test_run(binary, folder):
    """A run: all sections, numbers as in the tables with the sign of the page, an animation of its times."""
    code, _ = call(binary, "run", "prm/charging.prm", "--output", folder, "--set", "Time/Error tolerance=1e-3", "--set",
                   "Time/Output times=10 ns, 0.1 us, 1 us", "--set", f"Boundary conditions/right/Potential={EXPRESSION}",
                   "--set", "Geometry/box/First layer=2 nm", "--set", "Time/First step=10 ns")
    check(code == 0, f"the run: exit code {code}")
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"report of a run in time: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "run in time")
    for text in ("Reached the end, 20 \N{MICRO SIGN}s; all ", " audits passed", "A solution in time, from 0 to 20",
                 "starts from initial concentrations", "Initial concentrations: K+ 1 mmol/L", "steps of the scheme ESDIRK3",
                 "positive into the domain", "Currents at the output times", "start, 10 ns, 100 ns, 1 \N{MICRO SIGN}s",
                 "Error tolerance", "at 5 times", "a tenth and a hundredth of it", "Animation. 5 times from start to 20 \N{MICRO SIGN}s"):
        check(text in page.text, f"'{text}' is in the text")
    for text in ("steady solution", "algebraic", "could not be drawn", "nan", "\N{MINUS SIGN}0 "):
        check(text not in page.text, f"'{text}' is not in the text")
    table = read_csv(os.path.join(folder, "fluxes.csv"))
    value = -1e6 * table.where(time=1e-6).value("total current", boundary="right", species="all")
    check(value > 0 and f"{value:#.4g}" in page.text, f"{value:#.4g} uA/m enter on the right after 1 us")
    files = set(os.listdir(os.path.join(folder, "report")))
    expected = {"currents.svg", "current_time.svg", "iv_right.svg", "surface_charge.svg", "amounts.svg", "steps.svg",
                "profile_line.svg", "potential.png", "c_K.png", "charge_density.png", "animation.gif", "mesh.png"}
    check(expected <= files, f"missing pictures: {expected - files}")
    with Image.open(os.path.join(folder, "report", "animation.gif")) as moving:
        check(moving.n_frames == 5 and moving.info.get("loop") == 0, f"{moving.n_frames} frames, endless")
    check(os.path.getsize(os.path.join(folder, "report", "animation.gif")) < 1_500_000, "a small animation")
    result = Result(folder)
    found = given.potentials(result, np.array([0.0, 5e-6]))
    check(np.allclose(found["right"], [0, 0.05]) and not found["left"].any(), f"potentials: {found}")
    result.parameters.entries["Boundary conditions", "right", "Potential"].value = "90*triangle(t/(20*us)) [mV]"
    check(given.potentials(result, np.array([0.0, 1e-6, 2e-5])) == {}, "a potential that ionflux did not have is not drawn")


def test_sweep(scratch):
    """Of a sweep of runs in time: lines of the end of each point, not of all times in one."""
    folder, times = scratch + "/swept_in_time", np.linspace(1e-6, 2e-5, 5)
    for number in (1, 2):
        point = os.path.join(folder, "points", f"{number:04d}")
        made_up(point, times, "1 V", times)
        rows = [[t, s, s, 0, 1e3 * number * t * s, 1, 0, "water"] for t in (0, 1e-5, 2e-5) for s in (0, 1e-9, 2e-9)]
        write_csv(point, "profile_line.csv", [["time [s]", "s [m]", "x [m]", "y [m]", "phi [V]", "c_K [mol/m^3]",
                                              "charge density [C/m^3]", "region"], *rows])
    write_csv(folder, "points.csv", [["point", "T [K]", "status"], [1, 290, "done"], [2, 310, "done"]])
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump({"kind": "sweep", "exit": {"code": 0}}, file)
    album = Album()
    lines.of_points(Result(folder), album)
    curves = album.figures["profile_line"].axes[0].lines
    check([len(c.get_xdata()) for c in curves] == [3, 3], f"points of the lines: {[len(c.get_xdata()) for c in curves]}")
    check(np.allclose([c.get_ydata()[-1] for c in curves], [4e-8, 8e-8]), "the potential at the end, in mV")


def run(binary, scratch):
    """All of them."""
    test_axis()
    test_expressions()
    for test in (test_currents, test_loop, test_given_current, test_impedance, test_amounts_and_steps, test_early_end,
                 test_sweep):
        test(scratch)
        plt.close("all")
    test_run(binary, scratch + "/in_time")
