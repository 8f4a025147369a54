"""Writes expected.csv: a thick charged membrane with three ions, in the limit of local electroneutrality.

Donnan equilibrium at both faces; between them, for every ion (all dimensionless: x in the thickness, phi in RT/F),

    c_i' = -J_i / D_i - z_i c_i phi',     phi' = - sum z_i J_i / D_i / sum z_i^2 c_i     (sum z_i c_i + X does not change)

solved by collocation (scipy.integrate.solve_bvp) for concentrations, potential and fluxes.
"""

import pathlib
import sys

import numpy
from scipy.integrate import solve_bvp
from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected  # noqa: E402

SOURCE = "Nernst-Planck and local electroneutrality in 1-D, scipy.integrate.solve_bvp (tolerance 1e-10)"
NAMES = ["a", "b", "x"]
Z = numpy.array([1.0, 1.0, -1.0])
D = numpy.array([1e-10, 1e-9, 1e-8])
LEFT, RIGHT = numpy.array([50.0, 50.0, 100.0]), numpy.array([1.0, 9.0, 10.0])  # mol/m^3
FIXED, THICKNESS, WIDTH = -1000.0, 1e-4, 1e-6
C0, D0 = 100.0, 1e-9


def face(bath, outside):
    """Potential and concentrations inside a face."""
    donnan = brentq(lambda p: (Z * bath * numpy.exp(-Z * p)).sum() + FIXED, -50, 50, xtol=1e-15, rtol=1e-15)
    return outside + donnan, bath * numpy.exp(-Z * donnan)


def fluxes(bias):
    """J_i to the right [mol/(m^2 s)] when the left bath is at `bias` RT/F."""
    d = D / D0
    (phi0, c0), (phi1, c1) = face(LEFT, bias), face(RIGHT, 0.0)
    c0, c1 = c0 / C0, c1 / C0

    def derivative(_, y, j):
        field = -(Z * j / d).sum() / (Z[:, None] ** 2 * y[1:]).sum(axis=0)
        return numpy.vstack([field, -(j / d)[:, None] - Z[:, None] * y[1:] * field])

    def ends(a, b, _):  # neutrality follows: one concentration at the right less
        return numpy.concatenate([[a[0] - phi0, b[0] - phi1], a[1:] - c0, b[2:] - c1[1:]])

    x = numpy.linspace(0, 1, 201)
    y = numpy.vstack([phi0 + (phi1 - phi0) * x] + [c0[i] + (c1[i] - c0[i]) * x for i in range(3)])
    guess = -d * ((c1 - c0) + Z * 0.5 * (c0 + c1) * (phi1 - phi0))
    solution = solve_bvp(derivative, ends, x, y, p=guess, tol=1e-10, max_nodes=200000)
    assert solution.success, solution.message
    return solution.p * D0 * C0 / THICKNESS


if __name__ == "__main__":
    expected = Expected(__file__)
    for run, bias in {"5 RT/F": 5, "20 RT/F": 20}.items():
        found = fluxes(bias)
        for name, flux in zip(NAMES, found):
            expected.flux("right", name, flux * WIDTH, 2e-4, SOURCE, run=run)
    expected.write()
    print(THERMAL_VOLTAGE * 5, THERMAL_VOLTAGE * 20, file=sys.stderr)
