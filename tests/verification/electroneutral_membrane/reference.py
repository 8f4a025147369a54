#!/usr/bin/env python3
"""Monovalent ions through stagnant layers and a membrane of fixed charge -X, electroneutral (Teorell 1953, Prog. Biophys. 3, 305;
several ions of one sign: Schloegl 1954, Z. Phys. Chem. N. F. 1, 305). With p and n the sums of cations and of anions, G+ and G- those
of J_i/D_i, a = G+ + G-, b = G- - G+, psi the potential in RT/F:

    layer:     p = n = p_0 - a x/2,                    psi - psi_0 = -(b/a) ln(p/p_0)
    faces:     p and n of both sides have the same p n (Donnan);  psi jumps by ln(p_water/p_membrane)
    membrane:  s = p + n,  X b' = X b/a:  a x = s_0 - s + X b' ln((X b' + s)/(X b' + s_0)),   psi - psi_0 = -b' ln(the same quotient)
    all:       c_i e^(z_i psi) is continuous, so that J_i/D_i = (c_i left - c_i right e^(z_i V)) / integral of e^(z_i psi)

b for a given a from the membrane's equation; a from the voltage or from the current. (The diffusivities are the same in all layers.)
"""

import json
import math
import pathlib
import sys

from scipy.integrate import quad
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, F, Expected

SOURCE = "Teorell 1953, Schloegl 1954: closed form for monovalent ions, quadrature"
IONS = {"A": (1, 1e-9, 6.0, 0.2), "B": (1, 1e-10, 4.0, 0.8), "X": (-1, 1e-11, 10.0, 1.0)}
LEFT, RIGHT, X = 10.0, 1.0, 100.0
LAYER, MEMBRANE, WIDTH = 50e-6, 100e-6, 10e-6


def inside(p):
    """Sum of the ions within the membrane beside p outside."""
    return math.hypot(X, 2.0 * p)


class Solution:
    def __init__(self, a):
        """a [mol/m^4] between the values at which the right and the left layer are used up."""
        self.a = a
        # X b + a s keeps one sign in the membrane, one or the other
        below, above = min(-a * s / X for s in self.sums(a)), max(-a * s / X for s in self.sums(a))
        edge = 1e-15 * (abs(above) + abs(a))
        branches = [pair for pair in ((above + edge, 1e12), (-1e12, below - edge)) if self.miss(pair[0]) * self.miss(pair[1]) < 0]
        self.b = brentq(self.miss, *branches[0], xtol=1e-300, rtol=1e-15, maxiter=1000)
        b = self.b
        s_left, s_right = self.sums(self.a)
        p_left, p_right = self.faces(self.a)
        self.jump_left = math.log(p_left / (0.5 * (s_left + X)))
        self.jump_right = math.log(p_right / (0.5 * (s_right + X)))
        self.psi_left = -b / self.a * math.log(p_left / LEFT)
        self.psi_in = self.psi_left + self.jump_left
        self.psi_out = self.psi_in - b / self.a * self.logarithm(self.a, s_right) - self.jump_right
        self.voltage = self.psi_out - b / self.a * math.log(RIGHT / p_right)

    def faces(self, a):
        return LEFT - 0.5 * a * LAYER, RIGHT + 0.5 * a * LAYER

    def sums(self, a):
        return [inside(p) for p in self.faces(a)]

    def logarithm(self, a, s):
        s_0 = self.sums(a)[0]
        return math.log1p(a * (s - s_0) / (X * self.b + a * s_0))

    def miss(self, b):
        """The membrane's equation over a, of which b is the root."""
        a = self.a
        s_0, s_1 = self.sums(a)
        over = X * b + a * s_0
        u = a * (s_1 - s_0) / over
        curvature = (math.log1p(u) - u) / u**2 if abs(u) > 1e-3 else -1 / 2 + u / 3 - u**2 / 4 + u**3 / 5 - u**4 / 6
        return MEMBRANE + (s_1 - s_0) * s_0 / over - X * b * ((s_1 - s_0) / over) ** 2 * curvature

    def at(self, x):
        """psi and p at x from the left end."""
        if x <= LAYER:
            p = LEFT - 0.5 * self.a * x
            return -self.b / self.a * math.log(p / LEFT), p
        if x >= LAYER + MEMBRANE:
            p_right = self.faces(self.a)[1]
            p = p_right - 0.5 * self.a * (x - LAYER - MEMBRANE)
            return self.psi_out - self.b / self.a * math.log(p / p_right), p
        s_0, s_1 = self.sums(self.a)
        t = x - LAYER
        miss = lambda s: self.a * t - s_0 + s - X * self.b / self.a * self.logarithm(self.a, s)
        s = brentq(miss, min(s_0, s_1) - 1e-12, max(s_0, s_1) + 1e-12, xtol=1e-14)
        return self.psi_in - self.b / self.a * self.logarithm(self.a, s), 0.5 * (s + X)

    def integral(self, z, end=2 * LAYER + MEMBRANE):
        """Of exp(z psi) from the left end."""
        edges = [edge for edge in (0.0, 0.9 * LAYER, LAYER, LAYER + MEMBRANE, LAYER * 1.1 + MEMBRANE) if edge < end] + [end]
        return sum(quad(lambda x: math.exp(z * self.at(x)[0]), *pair, epsabs=0.0, epsrel=1e-13, limit=500)[0]
                   for pair in zip(edges, edges[1:]))

    def fluxes(self):
        whole = {z: self.integral(z) for z in (1, -1)}
        return {ion: diffusivity * (left - right * math.exp(z * self.voltage)) / whole[z]
                for ion, (z, diffusivity, left, right) in IONS.items()}

    def concentrations(self, x, fluxes):
        psi = self.at(x)[0]
        return {ion: (left - fluxes[ion] / diffusivity * self.integral(z, x)) * math.exp(-z * psi)
                for ion, (z, diffusivity, left, _) in IONS.items()}

    def current(self):
        return F * sum(IONS[ion][0] * flux for ion, flux in self.fluxes().items())


def solution(run):
    """The voltage and the current fall from the depleted right layer to the depleted left one."""
    def miss(a):
        found = Solution(a)
        return found.current() if run == "no current" else found.voltage - VOLTAGES[run]
    edges = -2.0 * RIGHT / LAYER, 2.0 * LEFT / LAYER
    return Solution(brentq(miss, *(edge * (1 - 1e-12) for edge in edges), xtol=1e-300, rtol=1e-15))


VOLTAGES = {"short": 0.0, "5 RT/F": -5.0, "20 RT/F": 20.0}


def main():
    expected = Expected(__file__)
    for run in json.loads((pathlib.Path(__file__).parent / "runs.json").read_text()):
        found = solution(run)
        fluxes = found.fluxes()
        salt = sum(flux / IONS[ion][1] for ion, flux in fluxes.items())
        assert abs(salt / found.a - 1.0) < 1e-7, salt / found.a
        total = sum(IONS[ion][0] * flux for ion, flux in fluxes.items())
        for ion, flux in fluxes.items():
            expected.flux("right", ion, flux * WIDTH, 1e-6, SOURCE, run=run)
        if run == "no current":
            expected.add("unknown_potentials.csv", "boundary=right", "potential", THERMAL_VOLTAGE * found.voltage, 1e-6, SOURCE,
                         run=run)
        else:
            expected.flux("right", "all", F * total * WIDTH, 1e-6, SOURCE, run=run)
        for x in (25e-6, 75e-6, 100e-6, 125e-6, 175e-6):
            expected.profile("through", x, "phi", THERMAL_VOLTAGE * found.at(x)[0], 1e-7, SOURCE, kind="absolute", run=run)
            for ion, value in found.concentrations(x, fluxes).items():
                expected.profile("through", x, "c_" + ion, value, 1e-5, SOURCE, run=run)
    expected.write()


if __name__ == "__main__":
    main()
