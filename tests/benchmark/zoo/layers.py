"""Thin layers of every kind: Debye length over length 1e-2 to 1e-6 with several ions, reactions, activities and electrodes, and the
electroneutral twin beside. Electrodes with kinetics are compared with the electroneutral limit, from which the field within
a Debye length of the metal parts them (i lambda / kappa = 1e-6 RT/F). Lengths in m, concentrations in mol/m^3, V."""

import functools
import math

import numpy as np

from line_case import End, Layer, line
from neutral_line import Neutral, davies, lattice_gas
from references import F, R, VACUUM_PERMITTIVITY

VT = R * 298.15 / F
NACL = {"Na": (1, 1.334e-9), "Cl": (-1, 2.032e-9)}
CATIONS = {"A": (1, 1e-9), "B": (1, 1e-10), "X": (-1, 1e-11)}
ANIONS = {"X": (-1, 1e-9), "Y": (-1, 1e-10), "A": (1, 1e-11)}
ACID = {"K": (1, 1.957e-9), "H": (1, 9.311e-9), "A": (-1, 1.09e-9), "HA": (0, 1.2e-9)}
TWIN = {"Potential": "electroneutral"}
STRONG, WEAK = (6.0, 4.0, 10.0), (0.2, 0.8, 1.0)


def debye(c):
    return math.sqrt(VACUUM_PERMITTIVITY * 78.5 * VT / (2 * F * c))


def between_layers():
    """Three ions through a membrane of ten times the charge of the bath, with stagnant layers of half its thickness."""
    def make(name, species, charge, ratio, right, **more):
        size = debye(10.0) / ratio
        layers = [Layer(0.5 * size), Layer(size, charge), Layer(0.5 * size)]
        return line(name, "three ions, membrane, layers", species, layers, End(STRONG), right, **more)

    for ratio in (1e-2, 1e-3, 1e-5):
        for n in (5, 20):
            yield make(f"membrane and layers, lambda/L {ratio:g}, {n} RT/F", CATIONS, -100.0, ratio, End(WEAK, potential=n * VT))
    for ratio, n in ((1e-3, -5), (1e-5, 5), (1e-5, -20)):
        yield make(f"anion exchanger and layers, lambda/L {ratio:g}, {n} RT/F", ANIONS, 100.0, ratio, End(WEAK, potential=n * VT))
    twin = {"electrolyte": TWIN, "neutral": Neutral}
    yield make("membrane and layers, electroneutral, 5 RT/F", CATIONS, -100.0, 1e-5, End(WEAK, potential=5 * VT), **twin)
    yield make("membrane and layers, electroneutral, no current", CATIONS, -100.0, 1e-5, End(WEAK, current=0.0), **twin)
    yield make("anion exchanger and layers, electroneutral, 5 RT/F", ANIONS, 100.0, 1e-5, End(WEAK, potential=5 * VT), **twin)


def divalent():
    """Ca and Na in a cation exchanger, sulfate outside."""
    ions = {"Ca": (2, 0.792e-9), "Na": (1, 1.334e-9), "Cl": (-1, 2.032e-9)}
    left, right = (5.0, 10.0, 20.0), (1.0, 30.0, 32.0)
    for ratio, n in ((1e-3, 5), (1e-4, 20), (1e-6, 5)):
        yield line(f"Ca and Na, membrane -20 c, lambda/L {ratio:g}, {n} RT/F", "divalent", ions, [Layer(debye(20.0) / ratio, -400.0)],
                   End(left), End(right, potential=n * VT))
    yield line("Ca and Na, membrane -20 c, electroneutral, 20 RT/F", "divalent", ions, [Layer(debye(20.0) / 1e-4, -400.0)],
               End(left), End(right, potential=20 * VT), electrolyte=TWIN, neutral=Neutral)


def bipolar():
    """HCl on the side of the anion exchanger, NaCl on the other, in forward and in reverse direction."""
    ions = {"Na": (1, 1.334e-9), "H": (1, 9.311e-9), "Cl": (-1, 2.032e-9)}
    ends = (90.0, 10.0, 100.0), (10.0, 90.0, 100.0)
    for ratio, volts in ((1e-3, 0.2), (1e-3, -0.2), (1e-5, 0.2)):
        size = debye(100.0) / ratio
        layers = [Layer(size, -1000.0, (0.1, 0.1, 0.1)), Layer(size, 1000.0, (0.1, 0.1, 0.1))]
        yield line(f"bipolar membrane, three ions, lambda/L {ratio:g}, {volts:g} V", "bipolar, three ions", ions, layers,
                   End(ends[0]), End(ends[1], potential=volts), geometry="membrane")
    size = debye(100.0) / 1e-5
    layers = [Layer(size, -1000.0, (0.1, 0.1, 0.1)), Layer(size, 1000.0, (0.1, 0.1, 0.1))]
    yield line("bipolar membrane, three ions, electroneutral, 0.2 V", "bipolar, three ions", ions, layers, End(ends[0]),
               End(ends[1], potential=0.2), geometry="membrane", electrolyte=TWIN, neutral=Neutral)


def silver(problem):
    """Butler and Volmer: Ag + Cl <-> AgCl + e at 0.25 V beside 0.2223 V, i0 = 100 A/m^2 at 1 mol/L, alpha 0.4."""
    def fluxes(c, phi):
        eta = (0.25 - 0.2223 - phi) / VT
        current = 100.0 * (c[1] / 1000 * math.exp(0.4 * eta) - math.exp(-0.6 * eta))
        return np.array([0.0, current / F])  # what leaves the metal as current enters it as Cl
    return Neutral(problem, electrode=fluxes)


def electrodes():
    salt = {"K": (1, 1.957e-9), "Cl": (-1, 2.032e-9)}
    law = {"Exchange current density of Cl": "100 A/m^2", "Electrode potential of Cl": "0.25 V",
           "Equilibrium potential of Cl": "0.2223 V", "Transfer coefficient of Cl": "0.4"}
    for ratio, electrolyte in ((1e-3, {}), (1e-5, {}), (1e-5, TWIN)):
        what = "electroneutral" if electrolyte else f"lambda/L {ratio:g}"
        yield line(f"Ag/AgCl, Butler-Volmer, {what}", "kinetics", salt, [Layer(debye(100.0) / ratio)], End((100.0, 100.0)),
                   End((None, None), potential=0.25), electrolyte=electrolyte, electrode=law, neutral=silver,
                   bound=0.0 if electrolyte else 1e-6)
    for n, ratio in ((5, 1e-4), (20, 1e-3)):
        stern = {"Stern capacitance": "0.2 F/m^2", "Electrode potential": f"{n * VT!r} V",
                 **law, "Electrode potential of Cl": f"{n * VT!r} V"}
        yield line(f"Ag/AgCl, Butler-Volmer behind a Stern layer, {n} RT/F, lambda/L {ratio:g}", "kinetics", salt,
                   [Layer(debye(100.0) / ratio)], End((100.0, 100.0)), End((None, None), potential=n * VT), electrode=stern,
                   unknown=True)
    support = {"Cu": (1, 0.72e-9), "K": (1, 1.957e-9), "Cl": (-1, 2.032e-9)}
    for n, ratio in ((5, 1e-3), (20, 1e-4), (20, 1e-6)):
        yield line(f"discharge from three ions, {n} RT/F, lambda/L {ratio:g}", "discharge, three ions", support,
                   [Layer(debye(10.0) / ratio)], End((2.0, 8.0, 10.0), potential=n * VT), End((2.0, None, None), potential=0.0),
                   reference_unknowns="both" if n == 5 else "ln c")
    for volts, ratio in ((0.3, 1e-5), (1.0, 1e-6)):
        yield line(f"Stern layer, {volts:g} V, lambda/L {ratio:g}", "Stern, thin", salt, [Layer(debye(100.0) / ratio)],
                   End((100.0, 100.0), potential=volts, stern=0.2), End((10.0, 10.0), potential=0.0))


def acid(problem, damkoehler):
    """HA <-> H + A, K = 0.1 mol/m^3, k_f = Da D / L^2."""
    length = sum(layer.length for layer in problem.layers)
    k = damkoehler * 1e-9 / length**2

    def production(c):
        v = k * (c[3] - c[1] * c[2] / 0.1)
        return np.stack([0 * v, v, v, -v])
    return Neutral(problem, production)


def reacting():
    """A weak acid and its salt, through water and through a cation exchanger."""
    left, right = (10.0, 0.1, 10.1, 10.1), (1.0, 0.01, 1.01, 0.101)
    for charge, da, ratio, n in ((0.0, 1e2, 1e-3, 5), (0.0, 1e2, 1e-5, 5), (0.0, 1e4, 1e-3, 0), (0.0, 1e2, None, 5),
                                 (-100.0, 1e2, 1e-3, 5), (-100.0, 1e2, 1e-5, 5), (-100.0, 1e4, 1e-4, 1), (-100.0, 1e2, None, 5)):
        size = debye(10.0) / (ratio or 1e-5)
        what = f"lambda/L {ratio:g}" if ratio else "electroneutral"
        reaction = {"Equation": "HA <-> H + A", "Forward constant": f"{da * 1e-9 / size**2!r} 1/s",
                    "Equilibrium constant": "0.1 mol/m^3"}
        yield line(f"weak acid{', membrane -10 c' if charge else ''}, Da {da:g}, {what}, {n} RT/F", "reacting", ACID,
                   [Layer(size, charge)], End(left), End(right, potential=n * VT), reactions={"acid": reaction},
                   electrolyte={} if ratio else TWIN, neutral=functools.partial(acid, damkoehler=da))


def real():
    """Davies' equation and a lattice gas instead of ideal ions."""
    three = {"Na": (1, 1.334e-9), "H": (1, 9.311e-9), "Cl": (-1, 2.032e-9)}
    excess = lambda problem: Neutral(problem, excess=davies(problem.charges))
    rows = (("NaCl, Davies, no current, lambda/L 1e-3", NACL, 0.0, 1e-3, (200.0, 200.0), (10.0, 10.0), None),
            ("NaCl, Davies, 20 RT/F, lambda/L 1e-5", NACL, 0.0, 1e-5, (200.0, 200.0), (10.0, 10.0), 20),
            ("three ions, Davies, 5 RT/F, lambda/L 1e-4", three, 0.0, 1e-4, (90.0, 10.0, 100.0), (1.0, 29.0, 30.0), 5),
            ("NaCl, Davies, membrane -5 c, lambda/L 1e-5, 5 RT/F", NACL, -250.0, 1e-5, (50.0, 50.0), (10.0, 10.0), 5),
            ("three ions, Davies, membrane, electroneutral, 5 RT/F", three, -250.0, None, (40.0, 10.0, 50.0), (1.0, 29.0, 30.0), 5))
    for name, species, charge, ratio, left, right, n in rows:
        end = End(right, current=0.0) if n is None else End(right, potential=n * VT)
        yield line(name, "not ideal", species, [Layer(debye(left[-1]) / (ratio or 1e-5), charge)], End(left), end,
                   electrolyte={"Activity model": "Davies", **({} if ratio else TWIN)}, neutral=excess)
    crowded = lambda problem: Neutral(problem, excess=lattice_gas(problem.charges, 0.6e-9))
    for ratio in (1e-3, 1e-5):
        yield line(f"NaCl, lattice gas of 0.6 nm, 5 RT/F, lambda/L {ratio:g}", "not ideal", NACL, [Layer(debye(1000.0) / ratio)],
                   End((2000.0, 2000.0)), End((100.0, 100.0), potential=5 * VT), electrolyte={"Activity model": "lattice gas"},
                   settings=["Electrolyte/Activity/Cell size=0.6 nm"], neutral=crowded)
    yield line("NaCl, Pitzer, membrane -2 mol/L, lambda/L 1e-4, 5 RT/F", "not ideal", NACL, [Layer(debye(1000.0) / 1e-4, -2000.0)],
               End((1000.0, 1000.0)), End((100.0, 100.0), potential=5 * VT), electrolyte={"Activity model": "Pitzer"}, unknown=True)


def phases():
    """A layer that ions hardly enter and whose permittivity is a tenth, in the middle."""
    for ratio in (1e-3, 1e-5):
        size = debye(100.0) / ratio
        layers = [Layer(size), Layer(0.1 * size, 0.0, (0.5, 0.5), (4.0, 2.0), 8.0), Layer(size)]
        yield line(f"layer of 4 and 2 RT, lambda/L {ratio:g}, 5 RT/F", "partition, thin", NACL, layers, End((100.0, 100.0)),
                   End((10.0, 10.0), potential=5 * VT))


def layer_cases():
    for make in (between_layers, divalent, bipolar, electrodes, reacting, real, phases):
        yield from make()
