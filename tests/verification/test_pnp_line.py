#!/usr/bin/env python3
"""Is pnp_line.py, which the references of many cases rest on, right? Closed forms, and scipy's solve_bvp. Exit code 77 without scipy."""

import importlib.util
import math
import sys
import unittest

if importlib.util.find_spec("scipy") is None:
    print("skipped: no scipy")
    sys.exit(77)

from pnp_line import End, Joint, Layer, Problem, checked, solve
from pnp_slab import Slab, Slabs
from references import RT, THERMAL_VOLTAGE, WATER, F, debye_length

D = (1.957e-9, 2.032e-9)


def salt(c, **more):
    return End((c, c), **more)


class PnpLine(unittest.TestCase):
    def near(self, found, wanted, tolerance):
        self.assertLess(abs(found - wanted), tolerance * abs(wanted), f"{found} instead of {wanted}")

    def test_charged_wall(self):
        """Grahame 1947: potential of a charged wall that nothing passes."""
        c, charge = 100.0, -0.05
        length = 40 * debye_length(WATER, [(1, c), (-1, c)])
        for logarithm in (True, False):
            wall = solve(Problem((1, -1), D, [Layer(length)], salt(c), End((None, None), surface_charge=charge)), logarithm)
            wanted = 2 * THERMAL_VOLTAGE * math.asinh(charge / math.sqrt(8 * WATER * RT * c))
            self.near(wall.nodes()[1][-1], wanted, 1e-8)

    def test_stern_layer(self):
        """Charge of the diffuse layer (Grahame) = C (V - phi) of the compact one (Stern 1924)."""
        c, capacitance, volts = 100.0, 0.2, 0.3
        end = End((None, None), potential=volts, stern=capacitance)
        phi = solve(Problem((1, -1), D, [Layer(40e-9)], salt(c), end)).nodes()[1][-1]
        self.near(capacitance * (volts - phi), math.sqrt(8 * WATER * RT * c) * math.sinh(phi / 2 / THERMAL_VOLTAGE), 1e-8)

    def test_charged_joint(self):
        """Half of the charge on each side of a plane: Grahame."""
        c, charge = 100.0, -0.05
        plane = solve(Problem((1, -1), D, [Layer(40e-9), Layer(40e-9)], salt(c), salt(c), [Joint(charge)]))
        wanted = 2 * THERMAL_VOLTAGE * math.asinh(charge / 2 / math.sqrt(8 * WATER * RT * c))
        self.near(min(plane.nodes()[1]), wanted, 1e-8)

    def test_liquid_junction(self):
        """Planck 1890, equal concentrations of HCl and KCl: V = RT/F ln((D_H + D_Cl)/(D_K + D_Cl))."""
        d = (9.311e-9, 1.957e-9, 2.032e-9)
        for length in (1e-5, 1e-3):
            solution = solve(Problem((1, 1, -1), d, [Layer(length)], End((100.0, 1e-9, 100.000000001)),
                                     End((1e-9, 100.0, 100.000000001), current=0.0)), logarithm=False)
            wanted = THERMAL_VOLTAGE * math.log((d[0] + d[2]) / (d[1] + d[2]))
            self.near(solution.potential, wanted, 1e-4 if length < 1e-4 else 1e-8)

    def test_partition(self):
        """A neutral solute through water, film, water: resistances in series, l/(K f D)."""
        film = Layer(1e-6, 0.0, (0.1,), (2.0,))
        for logarithm in (True, False):
            solution = solve(Problem((0,), (1e-9,), [Layer(2e-6), film, Layer(3e-6)], End((5.0,)), End((1.0,))), logarithm)
            resistance = (2e-6 + 1e-6 / (0.1 * math.exp(-2.0)) + 3e-6) / 1e-9
            self.near(solution.fluxes[0], 4.0 / resistance, 1e-12)

    def test_bipolar_membrane(self):
        """solve_bvp (pnp_slab.py) on layers of different charges and diffusivities, both signs of the voltage."""
        slabs = [(20e-9, 1.0, 0.0), (60e-9, 0.1, -100.0), (40e-9, 0.2, 150.0), (30e-9, 1.0, 0.0)]
        for volts in (0.2, -0.2):
            theirs = Slabs([Slab(*s) for s in slabs], 50.0, 80.0, *D).solve(volts).fluxes()
            layers = [Layer(length, charge, (factor, factor)) for length, factor, charge in slabs]
            ours, bound = checked(Problem((1, -1), D, layers, salt(50.0), salt(80.0, potential=volts)))
            self.assertLess(bound, 1e-11)
            for a, b in zip(ours.fluxes, theirs):
                self.near(a, b, 2e-7)

    def test_bounds_tell(self):
        """A mesh that does not resolve an absent species in ln c is told by the difference to c."""
        problem = Problem((1, 1, -1), (1.957e-9, 9.311e-9, 2.032e-9), [Layer(1e-7)], End((100.0, 1.0, 101.0)),
                          End((100.0, 1e-8, 100.00000001)))
        self.assertGreater(checked(problem)[1], 1e-4)
        self.assertLess(checked(problem, logarithm=False, both=False)[1], 1e-12)


if __name__ == "__main__":
    unittest.main()
