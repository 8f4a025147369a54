#!/usr/bin/env python3
"""Long charged cylinder: radial Poisson-Boltzmann as a boundary value problem, then

    psi'' + psi'/r = sinh(psi) / lambda^2,  psi'(0) = 0,  eps (RT/F) psi'(a) = sigma      (scipy solve_bvp)
    J_i = - 2 pi D_i z_i (F V / (RT L)) integral c e^{-z_i psi} r dr
(Gross and Osterle 1968, J Chem Phys 49:228, without flow). Needs scipy.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.integrate import quad, solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, THERMAL_VOLTAGE, WATER, F, Expected, debye_length

A, LENGTH, VOLTAGE, BATH, SIGMA = 5 * NM, 20 * NM, 0.1, 10.0, -0.05
IONS = {"K": (1, 1.957e-9), "Cl": (-1, 2.032e-9)}
LAMBDA = debye_length(WATER, [(1, BATH), (-1, BATH)])


def case_has(number, unit):
    text = (pathlib.Path(__file__).parent / "case.prm").read_text()
    values = [float(line.split("=")[1].split()[0]) for line in text.splitlines() if unit in line]
    assert any(math.isclose(value, number, rel_tol=1e-12) for value in values), f"{number:.15g} {unit} is not in case.prm"


case_has(RT * math.log(BATH / 1000), "J/mol")
for z in (1, -1):
    case_has(RT * math.log(BATH / 1000) + z * F * VOLTAGE, "J/mol")
case_has(WATER * VOLTAGE / LENGTH, "C/m^2")


def potential():
    """psi(t), t = r/a in [0, 1]."""
    k2 = (A / LAMBDA) ** 2
    t = np.concatenate([np.linspace(0, 0.8, 41)[:-1], np.linspace(0.8, 1, 81)])
    slope = SIGMA * A / (WATER * THERMAL_VOLTAGE)
    start = np.array([-2 * t**2 - 1, -4 * t])
    # psi'' = k2 sinh psi - psi'/t; the singular term is given apart
    result = solve_bvp(lambda t, y: np.array([y[1], k2 * np.sinh(y[0])]),
                       lambda left, right: np.array([left[1], right[1] - slope]), t, start,
                       S=np.array([[0.0, 0.0], [0.0, -1.0]]), tol=1e-10, max_nodes=200000)
    assert result.success, result.message
    return result.sol


psi = potential()
SOURCE = "radial Poisson-Boltzmann (scipy solve_bvp): Gross and Osterle 1968 (J Chem Phys 49:228), no flow"
expected = Expected(__file__)
for run in ("electrochemical potential", "concentration"):
    tight = run.startswith("electro") # with concentrations, quadratics stand for exponentials of psi
    total = 0.0
    for name, (z, diffusivity) in IONS.items():
        area = quad(lambda t: 2 * math.pi * t * math.exp(-z * psi(t)[0]), 0, 1, epsrel=1e-10, limit=500)[0] * A**2
        flux = diffusivity * z * VOLTAGE / THERMAL_VOLTAGE / LENGTH * BATH * area  # towards the bottom
        total += z * F * flux
        expected.flux("bottom", name, flux, 3e-6 if tight else 3e-5, SOURCE, run=run)
        expected.flux("top", name, -flux, 3e-6 if tight else 3e-5, SOURCE, run=run)
    expected.flux("bottom", "all", total, 2e-6, SOURCE, run=run)
    for r in (0.0, 3 * NM, 5 * NM):
        value = psi(r / A)[0]
        expected.profile("radius", r, "phi", value * THERMAL_VOLTAGE + VOLTAGE / 2, 1e-6, SOURCE, kind="absolute", run=run)
        expected.profile("radius", r, "c_K", BATH * math.exp(-value), 5e-5 if tight else 2e-4, SOURCE, run=run)
expected.write()
