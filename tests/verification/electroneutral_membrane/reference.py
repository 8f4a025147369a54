#!/usr/bin/env python3
"""Nernst-Planck equations and local electroneutrality of monovalent ions through layers with a fixed charge rho each
(Teorell 1953, Prog. Biophys. 3, 305; several ions of one sign: Schloegl 1954, Z. Phys. Chem. N. F. 1, 305), by collocation:

    mu_i' = -J_i / (D_i c_i),   c_i = exp(mu_i - z_i psi),   psi the solution of  P e^-psi - N e^psi + rho = 0

with P, N the sums of exp(mu) of cations and anions; the mu_i are continuous, so that psi jumps at the faces (Donnan).
"""

import json
import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, F, Expected

SOURCE = "Teorell 1953, Schloegl 1954: collocation (scipy)"
Z = np.array([1.0, 1.0, -1.0])
D = np.array([1.0, 0.1, 0.01])  # of 1e-9 m^2/s
NAMES = ["A", "B", "X"]
LEFT, RIGHT = np.array([6.0, 4.0, 10.0]), np.array([0.2, 0.8, 1.0])
UNIT, WIDTH = 1e-4, 1e-5  # [m]
LAYERS = [(-1.0, -0.5, 0.0), (-0.5, 0.5, -100.0), (0.5, 1.0, 0.0)]  # from, to [UNIT]; fixed charge [mol/m^3]
FLUX = 1e-9 / UNIT  # of D c / x


def psi_of(mu, rho):
    log_p, log_n = np.logaddexp(mu[0], mu[1]), mu[2]
    return 0.5 * (log_p - log_n) + np.arcsinh(0.5 * rho * np.exp(-0.5 * (log_p + log_n)))


def concentrations(mu, rho):
    return np.exp(mu - Z[:, None] * psi_of(mu, rho))


def solve(t, y, fluxes, charge, at_right, tolerance):
    """All layers on t in [0, 1] at once: y holds mu of each; fluxes / D are parameters. at_right: three conditions."""
    def slopes(_, y, scaled):
        result = np.empty_like(y)
        for k, (begin, end, rho) in enumerate(LAYERS):
            mu = y[3 * k:3 * k + 3]
            result[3 * k:3 * k + 3] = -(end - begin) * scaled[:, None] / concentrations(mu, rho * charge)
        return result

    def ends(first, last, scaled):
        return np.concatenate([first[:3] - np.log(LEFT), last[:6] - first[3:], at_right(last[6:], scaled * D)])

    found = solve_bvp(slopes, ends, t, y, p=fluxes, tol=tolerance, max_nodes=100000)
    if not found.success:
        raise ValueError(found.message)
    return found


def at_voltage(voltage):
    return lambda mu, _: mu - np.log(RIGHT) - Z * voltage


def without_current(mu, fluxes):
    voltage = mu[0] - np.log(RIGHT[0])
    return np.array([mu[1] - np.log(RIGHT[1]) - voltage, mu[2] - np.log(RIGHT[2]) + voltage, fluxes @ Z * 1e2])


def follow(begin, changes):
    """From one problem to the next; the last one to a tolerance of 1e-10. changes: (charge, condition at the right)."""
    t, y, fluxes = begin
    for k, (charge, at_right) in enumerate(changes):
        found = solve(t, y, fluxes, charge, at_right, 1e-10 if k + 1 == len(changes) else 1e-4)
        t, y, fluxes = found.x, found.y, found.p
    return found


def solutions():
    t = np.linspace(0.0, 1.0, 41)
    at = [begin + (end - begin) * t for begin, end, _ in LAYERS]
    y = np.concatenate([np.log(LEFT[:, None] + (RIGHT - LEFT)[:, None] * 0.5 * (x + 1.0)) for x in at])
    short = follow((t, y, 0.5 * (LEFT - RIGHT)), [(part, at_voltage(0.0)) for part in np.linspace(0.0, 1.0, 21)])
    yield "short", short
    begin = short.x, short.y, short.p
    for run, end in (("5 RT/F", -5.0), ("20 RT/F", 20.0)):
        yield run, follow(begin, [(1.0, at_voltage(voltage)) for voltage in np.linspace(0.0, end, 21)[1:]])
    yield "no current", follow(begin, [(1.0, without_current)])


def main():
    expected = Expected(__file__)
    runs = json.loads((pathlib.Path(__file__).parent / "runs.json").read_text())
    for run, found in solutions():
        assert run in runs
        fluxes = found.p * D
        for name, flux in zip(NAMES, fluxes):
            expected.flux("right", name, flux * FLUX * WIDTH, 1e-6, SOURCE, run=run)
        if run == "no current":
            voltage = THERMAL_VOLTAGE * (found.y[6, -1] - np.log(RIGHT[0]))
            expected.add("unknown_potentials.csv", "boundary=right", "potential", voltage, 1e-6, SOURCE, run=run)
        else:
            expected.flux("right", "all", F * fluxes @ Z * FLUX * WIDTH, 1e-6, SOURCE, run=run)
        for layer, t in ((0, 0.5), (1, 0.25), (1, 0.5), (1, 0.75), (2, 0.5)):
            begin, end, rho = LAYERS[layer]
            mu = found.sol(t)[3 * layer:3 * layer + 3]
            at = UNIT * (1.0 + begin + t * (end - begin))
            expected.profile("through", at, "phi", THERMAL_VOLTAGE * psi_of(mu, rho), 1e-7, SOURCE, kind="absolute", run=run)
            for name, value in zip(NAMES, concentrations(mu[:, None], rho)[:, 0]):
                expected.profile("through", at, "c_" + name, value, 1e-5, SOURCE, run=run)
    expected.write()


if __name__ == "__main__":
    main()
