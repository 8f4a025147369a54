"""Transients of Nernst and Planck between two walls that no ion passes, by the method of lines: Chebyshev collocation in
space (Trefethen, Spectral Methods in MATLAB, 2000), fluxes set to zero at the walls before they are differentiated,
Poisson's equation solved at every evaluation, BDF in time (scipy). Nothing of ionflux is in it.
"""

import numpy
from references import RT, THERMAL_VOLTAGE, WATER, F
from scipy.integrate import solve_ivp
from scipy.interpolate import BarycentricInterpolator


def chebyshev(n):
    """Points from 1 to -1, and the matrix of the derivative."""
    x = numpy.cos(numpy.pi * numpy.arange(n + 1) / n)
    weights = numpy.ones(n + 1)
    weights[[0, -1]] = 2
    weights *= (-1.0) ** numpy.arange(n + 1)
    matrix = numpy.outer(weights, 1 / weights) / (x[:, None] - x[None, :] + numpy.eye(n + 1))
    return x, matrix - numpy.diag(matrix.sum(axis=1))


def clenshaw_curtis(n):
    """Weights of the integral over the points of chebyshev(n), n even."""
    angles = numpy.pi * numpy.arange(n + 1) / n
    weights = numpy.ones(n + 1)
    for k in range(1, n // 2 + 1):
        weights -= (1 if 2 * k == n else 2) * numpy.cos(2 * k * angles) / (4 * k * k - 1)
    weights *= 2 / n
    weights[[0, -1]] = 1 / (n * n - 1)
    return weights


class Slab:
    """Two ions with charge numbers 1, -1 in 0 < x < length. The left wall is at a given potential, the right one too, or,
    with None, without charge."""

    def __init__(self, n, length, diffusivities, left, right):
        nodes, slope = chebyshev(n)
        self.x, self.slope, self.d = length / 2 * (1 + nodes), slope * 2 / length, diffusivities
        self.weights = length / 2 * clenshaw_curtis(n)
        equations = self.slope @ self.slope
        equations[-1] = 0
        equations[-1, -1] = 1
        equations[0] = self.slope[0] if right is None else 0
        if right is not None:
            equations[0, 0] = 1
        self.inverse = numpy.linalg.inv(equations)
        self.ends = (0.0 if right is None else right, left)

    def potential(self, c):
        rows = -F / WATER * (c[0] - c[1])
        rows[0], rows[-1] = self.ends
        return self.inverse @ rows

    def fluxes(self, c):
        field = self.slope @ self.potential(c) / THERMAL_VOLTAGE
        result = numpy.empty_like(c)
        for i, z in enumerate((1, -1)):
            result[i] = -self.d[i] * (self.slope @ c[i] + z * c[i] * field)
        result[:, [0, -1]] = 0
        return result

    def rate(self, _, y):
        fluxes = self.fluxes(y.reshape(2, -1))
        return numpy.concatenate([-self.slope @ flux for flux in fluxes])

    def energies(self, c):
        """Free energy and dissipation an area."""
        field = self.slope @ self.potential(c)
        density = WATER / 2 * field**2 + RT * (c * (numpy.log(c / 1000) - 1)).sum(axis=0)
        friction = RT * sum(flux**2 / (d * ci) for flux, d, ci in zip(self.fluxes(c), self.d, c))
        return self.weights @ density, self.weights @ friction

    def solve(self, start, times, places):
        """At each time: [charge of the right wall an area, phi of the right wall, free energy and dissipation an area, phi
        and c+ at places].

        start: function of x, the same concentration of both ions"""
        c = start(self.x)
        solution = solve_ivp(self.rate, (0, times[-1]), numpy.concatenate((c, c)), method="BDF", t_eval=times, rtol=1e-10,
                             atol=1e-11, first_step=1e-14)
        values = []
        for y in solution.y.T:
            c = y.reshape(2, -1)
            phi = self.potential(c)
            values.append([WATER * (self.slope @ phi)[0], phi[0], *self.energies(c)] + list(BarycentricInterpolator(self.x, phi)(places))
                          + list(BarycentricInterpolator(self.x, c[0])(places)))
        return numpy.array(values)
