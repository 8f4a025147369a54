"""The cases of the zoo: what people have and programs fail at. Lengths in m, concentrations in mol/m^3, V, C/m^2."""

import math

from layers import layer_cases
from line_case import Case, End, Joint, Layer, line
from pores import pore_cases
from references import F, R, VACUUM_PERMITTIVITY

VT = R * 298.15 / F
KCL = {"K": (1, 1.957e-9), "Cl": (-1, 2.032e-9)}
NACL = {"Na": (1, 1.334e-9), "Cl": (-1, 2.032e-9)}
SIX = {"Na": (1, 1.334e-9), "K": (1, 1.957e-9), "Ca": (2, 0.792e-9), "Cl": (-1, 2.032e-9), "SO4": (-2, 1.065e-9),
       "urea": (0, 1.38e-9)}
SPREAD = {"A": (1, 1e-11), "B": (1, 1e-10), "C": (-1, 1e-9)}   # D 1 : 10 : 100


def debye(c):
    """Of a 1:1 salt."""
    return math.sqrt(VACUUM_PERMITTIVITY * 78.5 * VT / (2 * F * c))


def equal(c, **more):
    return End((c, c), **more)


def voltages():
    for n in (10, 40, 100):
        yield line(f"salt, {n} RT/F", "voltage", KCL, [Layer(100e-9)], equal(100.0), equal(100.0, potential=n * VT))
        yield line(f"salt 10 : 1, {n} RT/F", "voltage", KCL, [Layer(1e-6)], equal(100.0), equal(10.0, potential=n * VT))


def ratios():
    for ratio in (1e3, 1e6):
        yield line(f"bath ratio {ratio:g}", "ratio", NACL, [Layer(10e-6)], equal(1000.0),
                   equal(1000.0 / ratio, potential=5 * VT))
        yield line(f"bath ratio {ratio:g}, no current", "ratio", NACL, [Layer(10e-6)], equal(1000.0),
                   equal(1000.0 / ratio, current=0.0))


def thicknesses():
    for ratio in (10, 1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6):
        yield line(f"salt, lambda/L {ratio:g}", "lambda", NACL, [Layer(debye(1.0) / ratio)], equal(1.0),
                   equal(0.1, potential=5 * VT))


def planes():
    """A plane of charge across the way, as a dense brush or a graphene membrane: two layers, the joint charged."""
    for charge, volts in ((-0.01, 0.1), (-0.1, 0.25), (-0.3, 0.25), (-0.3, 2.5)):
        half = 20e-9
        yield line(f"charged plane {charge:g} C/m^2, {volts:g} V", "surface charge", KCL, [Layer(half), Layer(half)],
                   equal(100.0), equal(100.0, potential=volts), [Joint(charge)], cells=200)


def membranes():
    for thickness in (100e-9, 1e-6, 10e-6, 100e-6, 1e-3):
        yield line(f"membrane {thickness:g} m, no current", "membrane", NACL, [Layer(thickness, -1000.0)], equal(10.0),
                   equal(100.0, current=0.0))
        yield line(f"membrane {thickness:g} m, 5 RT/F", "membrane", NACL, [Layer(thickness, -1000.0)], equal(10.0),
                   equal(100.0, potential=5 * VT))
    gel = Layer(100e-6, -1000.0, (0.1, 0.1))
    yield line("membrane 100 um in water, over the limiting current", "membrane", NACL,
               [Layer(100e-6), gel, Layer(100e-6)], equal(10.0), equal(10.0, potential=1.0))
    yield line("cell of 1 cm with a layer of 50 nm", "membrane", NACL,
               [Layer(5e-3), Layer(50e-9, -500.0, (1e-3, 1e-3)), Layer(5e-3)], equal(100.0), equal(10.0, potential=0.1))


def bipolar():
    for half, volts in ((50e-9, 0.5), (50e-9, -0.5), (5e-6, 1.0), (5e-6, -1.0), (5e-6, -0.25), (50e-6, 0.5)):
        yield line(f"bipolar membrane, {2 * half:g} m, {volts:g} V", "bipolar", NACL,
                   [Layer(half), Layer(half, -1000.0, (0.1, 0.1)), Layer(half, 1000.0, (0.1, 0.1)), Layer(half)],
                   equal(100.0), equal(100.0, potential=volts))


def mixtures():
    """Ions of D 1 : 10 : 100 in a membrane with ten times the charge of the bath."""
    for ratio in (1e-2, 1e-3, 1e-5):
        for n in (5, 20):
            yield line(f"D 1 : 10 : 100, X = -10 c, lambda/L {ratio:g}, {n} RT/F", "mixture", SPREAD,
                       [Layer(debye(100.0) / ratio, -1000.0)], End((50.0, 50.0, 100.0)),
                       End((10.0, 90.0, 100.0), potential=n * VT))
    slow = {"A": (1, 1e-13), "B": (1, 1e-9), "C": (-1, 1e-9)}
    yield line("D 1 : 1e4, junction, no current", "mixture", slow, [Layer(10e-6)], End((100.0, 1.0, 101.0)),
               End((1.0, 100.0, 101.0), current=0.0))
    yield line("D 1 : 1e4, membrane, 10 RT/F", "mixture", slow, [Layer(1e-6, -500.0)], End((50.0, 50.0, 100.0)),
               End((10.0, 90.0, 100.0), potential=10 * VT))
    left, right = (140.0, 10.0, 5.0, 120.0, 20.0, 5.0), (10.0, 100.0, 0.5, 109.0, 1.0, 50.0)
    yield line("six species, 5 RT/F", "mixture", SIX, [Layer(1e-6)], End(left), End(right, potential=5 * VT))
    yield line("six species, membrane, no current", "mixture", SIX, [Layer(10e-6, -300.0)], End(left),
               End(right, current=0.0))


def traces():
    tracer = {"K": (1, 1.957e-9), "Cl": (-1, 2.032e-9), "T": (1, 1.5e-9)}
    yield line("tracer 1e-12 mol/L", "trace", tracer, [Layer(1e-6)], End((100.0, 100.0, 1e-9)),
               End((10.0, 10.0, 1e-10), potential=2 * VT))
    yield line("tracer 1 mmol/L to 1e-12", "trace", tracer, [Layer(100e-9)], End((100.0, 101.0, 1.0)),
               End((101.0, 101.000000001, 1e-9), potential=0.0), reference_unknowns="c")
    acid = {"K": (1, 1.957e-9), "H": (1, 9.311e-9), "Cl": (-1, 2.032e-9)}
    yield line("pH 3 to pH 11", "trace", acid, [Layer(100e-9)], End((100.0, 1.0, 101.0)),
               End((100.0, 1e-8, 100.00000001)), reference_unknowns="c", width=5e-9)
    junction = {"H": (1, 9.311e-9), "K": (1, 1.957e-9), "Cl": (-1, 2.032e-9)}
    yield line("HCl | KCl, 1e-4 of the other", "trace", junction, [Layer(100e-9)], End((100.0, 1e-4, 100.0)),
               End((1e-4, 100.0, 100.0), potential=0.02685), reference_unknowns="c", width=5e-9)
    yield line("HCl | KCl, 10 um, no current", "trace", junction, [Layer(10e-6)], End((100.0, 1e-3, 100.001)),
               End((1e-3, 100.0, 100.001), current=0.0), reference_unknowns="c")
    four = {"Na": (1, 1e-9), "K": (1, 1e-9), "Cl": (-1, 1e-9), "OH": (-1, 1e-9)}
    for cl in (0.01, 1e-6):
        yield line(f"Krabbenhoft, Cl {cl:g}", "trace", four, [Layer(1e-5)], End((525.0, 83.0, 500.0, 108.0)),
                   End((25.0, 83.0, cl, 108.0 - cl), potential=3.0), temperature=298.1557031307027,
                   reference_unknowns="c", width=5e-7, first_layer=5e-8)


def thin():
    cell = {"K": (1, 2e-9), "Na": (1, 2e-9), "Cl": (-1, 2e-9), "A": (-1, 2e-9)}
    inside, outside = (140.0, 12.0, 10.0, 142.0), (5.0, 145.0, 110.0, 40.0)
    layers = [Layer(10e-9), Layer(10e-9)]
    for p in (1e-8, 1e-10, 1e-12):
        kinds = (p, 0.04 * p, 0.45 * p, 0.0)
        yield line(f"thin membrane {p:g} m/s, 70 mV", "thin", cell, layers, End(inside), End(outside, potential=0.07),
                   [Joint(permeabilities=kinds)], 310.15, cells=20)
        yield line(f"thin membrane {p:g} m/s, no current", "thin", cell, layers, End(inside), End(outside, current=0.0),
                   [Joint(permeabilities=kinds)], 310.15, cells=20)
    yield line("thin membrane 1e-10 m/s, 0.01 F/m^2, no current", "thin", cell, layers, End(inside),
               End(outside, current=0.0), [Joint(permeabilities=(1e-10, 4e-12, 4.5e-11, 0.0), capacitance=0.01)], 310.15, cells=20)


def compact():
    for volts, length in ((0.1, 100e-9), (1.0, 100e-9), (0.5, 10e-6)):
        yield line(f"Stern layer, {volts:g} V, {length:g} m", "Stern", KCL, [Layer(length)],
                   equal(100.0, potential=volts, stern=0.2), equal(10.0, potential=0.0))


def electrodes():
    """A cation is discharged at the right, the anion is not: limiting current and beyond."""
    salt = {"cat": (1, 1e-9), "an": (-1, 2e-9)}
    for n, ratio in ((5, 1e-3), (20, 1e-3), (20, 1e-4)):
        yield line(f"discharge of a cation, {n} RT/F, lambda/L {ratio:g}", "electrode", salt, [Layer(debye(1.0) / ratio)],
                   equal(1.0, potential=n * VT), End((1.0, None), potential=0.0))


def partitions():
    layers = [Layer(20e-9), Layer(5e-9, 0.0, (0.1, 0.1), (8.0, 8.0), 4.0), Layer(20e-9)]
    yield line("lipid layer, 8 RT, permittivity 4, 10 RT/F", "partition", KCL, layers, equal(100.0),
               equal(10.0, potential=10 * VT))


def cases():
    """All cases, by name."""
    makers = (voltages, ratios, thicknesses, planes, membranes, bipolar, mixtures, traces, thin, compact, electrodes,
              partitions, pore_cases, layer_cases)
    return {case.name: case for make in makers for case in make()}
