"""Poisson-Nernst-Planck in one dimension through slabs, by collocation (scipy.integrate.solve_bvp). For references.

psi = F phi/RT, e = psi', c+, c-; in slab k with diffusivities f_k D and fixed charge X_k [mol/m^3]:
    e' = -(c+ - c- + X_k) F^2/(eps RT),  c+' = -J+/(f_k D+) - c+ e,  c-' = -J-/(f_k D-) + c- e
The slabs are solved side by side on [0, 1], with continuity where they touch as boundary conditions.
"""

from collections import namedtuple

import numpy
from references import F, NM, RT, THERMAL_VOLTAGE, WATER
from scipy.integrate import solve_bvp

SOURCE = "PNP in 1-D, scipy.integrate.solve_bvp (tolerance 1e-9)"
UNIT, C0, D0 = 100 * NM, 100.0, 1e-9  # scales of the unknowns
KAPPA2 = F**2 * C0 * UNIT**2 / (WATER * RT)

Slab = namedtuple("Slab", "length factor charge")


class Slabs:
    """1:1 electrolyte between baths of concentrations left and right [mol/m^3] at 0 and `voltage`."""

    def __init__(self, slabs, left, right, d_plus, d_minus):
        self.slabs, self.left, self.right, self.diffusivities = slabs, left, right, (d_plus / D0, d_minus / D0)
        t = 0.5 - 0.5 * numpy.cos(numpy.linspace(0, numpy.pi, 201))
        y = numpy.zeros((4 * len(slabs), t.size))
        for k, slab in enumerate(slabs):
            salt = (left + (right - left) * k / (len(slabs) - 1)) / C0
            fixed = slab.charge / C0
            y[4 * k + 2] = 0.5 * (-fixed + numpy.hypot(fixed, 2 * salt))
            y[4 * k + 3] = y[4 * k + 2] + fixed
            y[4 * k] = numpy.arcsinh(fixed / (2 * salt))
        self.guess = (t, y, [0.0, 0.0])

    def derivative(self, _, y, p):
        parts = []
        for k, slab in enumerate(self.slabs):
            _, e, plus, minus = y[4 * k:4 * k + 4]
            length = slab.length / UNIT
            parts += [length * e, -length * KAPPA2 * (plus - minus + slab.charge / C0),
                      length * (-p[0] / (slab.factor * self.diffusivities[0]) - plus * e),
                      length * (-p[1] / (slab.factor * self.diffusivities[1]) + minus * e)]
        return numpy.vstack(parts)

    def ends(self, a, b, psi):
        """The joints are continuous (equal permittivities); the ends are given."""
        result = [a[0], a[2] - self.left / C0, a[3] - self.left / C0, b[-4] - psi, b[-2] - self.right / C0,
                  b[-1] - self.right / C0]
        for k in range(len(self.slabs) - 1):
            result += list(b[4 * k:4 * k + 4] - a[4 * k + 4:4 * k + 8])
        return numpy.array(result)

    def solve(self, voltage, steps=4):
        """Approach the voltage [V] in steps; then fluxes() and at() tell."""
        t, y, p = self.guess
        for step in range(steps + 1):
            psi = voltage / THERMAL_VOLTAGE * step / steps
            last = step == steps
            solution = solve_bvp(self.derivative, lambda a, b, _: self.ends(a, b, psi), t, y, p=p,
                                 tol=1e-9 if last else 1e-4, max_nodes=200000)
            assert solution.success, solution.message
            t, y, p = solution.x, solution.y, solution.p
        self.solution = solution
        return self

    def fluxes(self):
        """J+, J- to the right [mol/(m^2 s)]."""
        return self.solution.p * D0 * C0 / UNIT

    def at(self, x):
        """phi [V], c+, c- [mol/m^3] at x [m] from the left end."""
        k, start = 0, 0.0
        while x > start + self.slabs[k].length * (1 + 1e-12):
            start += self.slabs[k].length
            k += 1
        psi, _, plus, minus = self.solution.sol((x - start) / self.slabs[k].length)[4 * k:4 * k + 4]
        return psi * THERMAL_VOLTAGE, plus * C0, minus * C0
