"""Faults of runs in time, in the form of cases.py."""

import os

from case_rows import EPS, OUTPUT, SIGMA, V, case, same, study, sweep

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")

END = "set End time = 1 us"
GIVEN = "set Start = initial concentrations\nset Initial concentration of K = {}\nset Initial concentration of Cl = 1 mol/m^3"
UPPER = "Boundary conditions/upper end/Potential"


def time(entries):
    """An edit that makes base.prm a run in time."""
    return OUTPUT, "subsection Time\n" + entries + "\nend\n" + OUTPUT


def impedance(boundary, lowest=1, highest=1000):
    """An edit that asks base.prm for an impedance."""
    return OUTPUT, (f"subsection Impedance\n{boundary}\nset Lowest frequency = {lowest} Hz\n"
                    f"set Highest frequency = {highest} Hz\nend\n{OUTPUT}")


def entry(name, text, words):
    """One entry besides 'End time' is wrong."""
    return case("time_" + name, time(END + "\n" + text), words, at=text)


def table(name, expression, words):
    """The voltage of base.prm from a file of the folder tables."""
    text = f"set Potential = {expression.format(TABLES)}"
    return case("table_" + name, [time(END), (V, text)], words, at=text)


def steps(name, entries, words, more=()):
    """A convergence study over steps."""
    return case("time_steps_" + name, [time(END), study("set Goals = current through upper end\n" + entries, None), *more], words)


CASES = [
    case("time_valid", time(END), "No fault found|error of a step at most", code=0),
    case("time_without_end", time("set Scheme = SDIRK2"), "needs an 'End time'"),
    case("time_negative_end", time("set End time = -1 s"), "End time", at="set End time = -1 s"),
    case("time_negative_rate", [time(END), (OUTPUT, "subsection Sources\n  subsection well\n    set Position = 0 nm, 10 nm\n    "
                                            "set Rate of K = 1e-15*(1 - t/(0.8e-6*s)) [mol/s]\n  end\nend\n" + OUTPUT)],
         ["a rate of the source 'well' is negative at some time", "Sources/well/Rate of K"]),
    entry("unknown_scheme", "set Scheme = RK4", "ESDIRK3"),
    entry("tolerance", "set Error tolerance = 0.6", "so large an error"),
    entry("first_step", "set First step = 2 us", "End time|Largest step|larger than"),
    entry("smallest_step", "set Smallest step = 0.5 us", "larger than 'First step'"),
    entry("output_beyond_end", "set Output times = 1 ns, 2 us", "the time 2e-06 s is not in the run"),
    entry("break_before_start", "set Break times = -1 ns", "is not in the run"),
    entry("interval", "set Output interval = 1 fs", "no sensible number of outputs"),
    entry("two_outputs", "set Output times = 1 ns\nset Output interval = 10 ns", "exclude each other")
    ._replace(at="set Output interval = 10 ns"),
    entry("initial_without_effect", "set Initial concentration of K = 1 mol/m^3", "has no effect with 'Start = steady state'"),
    case("time_initial_missing", time(END + "\nset Start = initial concentrations"), "needs 'Initial concentration of K'"),
    case("time_initial_in_time", time(END + "\n" + GIVEN.format("1 + t/s [mol/m^3]")), "does not depend on time"),
    same(V, "set Potential = 25*step(t) [mV]", "t", "time_without_section"),
    # what runs in time cannot do yet
    steps("missing", "", "a study of a run in time needs 'Time steps'"),
    steps("few", "set Time steps = 0.5 us, 0.25 us", "3 or more"),
    steps("uneven", "set Time steps = 0.5 us, 0.3 us, 0.1 us", "the step 3e-07 s does not divide the whole time"),
    steps("miss_a_break", "set Time steps = 0.5 us, 0.25 us, 0.125 us", "bends at 1e-07 s, which the step",
          [(V, "set Potential = 25*step(t - 100*ns) [mV]")]),
    case("time_steps_without_time", study("set Goals = current through upper end\nset Time steps = 1 us, 2 us, 4 us", None),
         "without a section 'Time' there are no steps"),
    # tables
    table("missing", 'table("{}/none.csv", t) [V]', "there is no file"),
    table("letter", 'table("{}/letter.csv", t) [V]', "letter.csv:4: '1O mV' is not a number"),
    table("descending", 'table("{}/descending.csv", t) [V]', "descending.csv:4: the first column does not ascend"),
    table("columns", 'table("{}/columns.csv", t) [V]', "columns.csv:2: 3 columns instead of 2"),
    table("unit", 'table("{}/unit.csv", t) [V]', "unit.csv:2: "),
    table("two_units", 'table("{}/good.csv", t) [mV]', "has a unit of its own"),
    table("column", 'table("{}/letter.csv:current", t) [V]', "there is no column 'current'; the columns are: t, potential"),
    # another run
    case("time_start_without_folder", time(END + "\nset Start = another run"), "needs its output folder"),
    entry("start_without_effect", "set Start folder = somewhere", "has no effect with 'Start = steady state'"),
    case("time_start_nowhere", time(END + "\nset Start = another run\nset Start folder = /none"), "there is no checkpoint in '/none'",
         at="set Start folder = /none"),
    case("time_start_in_sweep", [time(END + "\nset Start = another run\nset Start folder = /none"),
                                 sweep((UPPER, "  set Values = 0 V, 10 mV"))], "points of a sweep cannot start from another run"),
    case("time_adaptive", [time(END), (OUTPUT, "subsection Adaptive refinement\nset Estimator = goal\nset Goal = current through upper end\nend\n" + OUTPUT)],
         "the estimator 'goal' does not work in time"),
    case("time_marking", [time(END), (OUTPUT, "subsection Adaptive refinement\nset Estimator = flux jumps\nset Refined fraction = 0.3\nend\n" + OUTPUT)],
         "'Refined fraction' has no meaning in time", at="set Refined fraction"),
    case("time_initial_charged", [time(END + "\n" + GIVEN.format("2 mol/m^3")),
                                  ("set Temperature = 298.15 K", "set Temperature = 298.15 K\nset Potential = electroneutral"),
                                  (SIGMA, "")], "not electroneutral: 33.3 %"),
    # impedance
    case("impedance_without_boundary", impedance(""), "an impedance needs a 'Boundary'"),
    case("impedance_unknown_boundary", impedance("set Boundary = uper end"), "nearest name: upper end|upper end",
         at="set Boundary = uper end"),
    case("impedance_frequencies", impedance("set Boundary = upper end", 1, 1), "these frequencies make no spectrum"),
    case("impedance_wall", impedance("set Boundary = pore wall"), "has neither 'Potential' nor 'Current'"),
    case("impedance_sweep", [impedance("set Boundary = upper end"), sweep((UPPER, "set Values = 1 mV, 2 mV"))],
         "a section Sweep and an impedance"),
    case("time_fixed_charge", [time(END), (EPS, EPS + "\nset Fixed charge = 1*step(t) [C/m^3]")], "t"),
]
