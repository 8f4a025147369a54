#!/usr/bin/env python3
"""The boundary layer of a cathode that reduces CO2 to CO in 0.1 mol/L KHCO3 (Gupta, Gattrell and MacDougall 2006, J. Appl.
Electrochem. 36, 161): OH leaves the electrode, CO2 + OH <-> HCO3 and HCO3 + OH <-> CO3 + H2O buffer it. Electroneutral
Nernst-Planck equations

    J_i = -D_i (c_i' + z_i c_i psi') ,  sum z_i c_i = 0 ,  J_i' = sum_r nu_ir v_r ,  J_K = 0 ,

with psi' = -(sum z_i J_i/D_i) / (sum z_i^2 c_i); J_CO2 + J_HCO3 + J_CO3 and J_HCO3 + 2 J_CO3 + J_OH are constant. A boundary
value problem for the concentrations, J_CO2 and J_CO3, by collocation (scipy solve_bvp), with the second rate raised step by step.
"""

import pathlib
import sys

import numpy as np
from scipy.integrate import solve_bvp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import F, Expected

SOURCE = "Nernst-Planck with carbonate reactions in 1-D, scipy solve_bvp"
LENGTH, HEIGHT, CURRENT = 100e-6, 10e-6, 50.0
D0, C0 = 1e-9, 100.0
D = dict(CO2=1.91, HCO3=1.185, CO3=0.923, OH=5.273, K=1.957)
KF1, K1, KF2, K2 = 5.93, 4.44e4, 1e5, 4.66  # m^3/mol/s and m^3/mol
UNITS = np.array([1.0, 1.0, 1.0, 1e-3, 1.0, 1.0])  # of the unknowns
OUT = CURRENT / F  # of OH; half as much CO2 goes in [mol/(m^2 s)]


def bulk():
    """CO2 at saturation; the others in equilibrium with it, 0.1 mol/L of K."""
    co2 = 34.2
    a, b = 2 * K2 / (K1 * co2), 1 + 1 / (K1 * co2)
    hco3 = (-b + np.sqrt(b * b + 4 * a * 100.0)) / (2 * a)
    oh = hco3 / (K1 * co2)
    return np.array([co2, hco3, K2 * hco3 * oh, oh])


def solve(kf2, guess, tolerance):
    unit = LENGTH / (D0 * C0)
    right, carbon, alkali = bulk() / C0, -0.5 * OUT * unit, OUT * unit

    def slopes(_, y):
        co2, hco3, co3, oh, j_co2, j_co3 = (y.T * UNITS).T
        k = hco3 + 2 * co3 + oh
        j_hco3 = carbon - j_co2 - j_co3
        j_oh = alkali - j_hco3 - 2 * j_co3
        field = (j_hco3 / D["HCO3"] + 2 * j_co3 / D["CO3"] + j_oh / D["OH"]) / (hco3 + 4 * co3 + oh + k)
        rate = C0 * LENGTH**2 / D0
        v1 = KF1 * rate * (co2 * oh - hco3 / (K1 * C0))
        v2 = kf2 * rate * (hco3 * oh - co3 / (K2 * C0))
        return (np.array([-j_co2 / D["CO2"], -j_hco3 / D["HCO3"] + hco3 * field, -j_co3 / D["CO3"] + 2 * co3 * field,
                          -j_oh / D["OH"] + oh * field, -v1, v2]).T / UNITS).T

    def ends(left, far):
        return np.concatenate([far[:4] - right / UNITS[:4], [left[4] - carbon, left[5]]])

    return solve_bvp(slopes, ends, *guess, tol=tolerance, max_nodes=100000)


x = np.linspace(0, 1, 101)
end = bulk() / C0
guess = (x, np.array([end[0] * (0.6 + 0.4 * x), end[1] - 0.3 * (1 - x), end[2] + 0.15 * (1 - x), (end[3] + 1e-5 * (1 - x)) / UNITS[3],
                      -0.2 + 0 * x, 0.3 * x]))
for kf2 in (1e-2, 1e-1, 1.0, 10.0, 1e2, 1e3, 1e4, KF2):
    found = solve(kf2, guess, 1e-9 if kf2 == KF2 else 1e-5)
    if found.status != 0:
        sys.exit(f"no solution for {kf2}: {found.message}")
    guess = (found.x, found.y)

expected = Expected(__file__)
scale = D0 * C0 / LENGTH * HEIGHT
j_co2, j_co3 = found.y[4:, -1]
j_hco3 = -0.5 * OUT * LENGTH / (D0 * C0) - j_co2 - j_co3
for ion, flux in (("CO2", j_co2), ("HCO3", j_hco3), ("CO3", j_co3)):
    expected.flux("right", ion, flux * scale, 2e-6, SOURCE)
expected.observable("production by reactions", "all", (j_co3 - 0.0) * scale, 2e-6, SOURCE, species="CO3")
for place in (0.0, 1e-7, 1e-6, 1e-5, 5e-5):
    for ion, value in zip(("CO2", "HCO3", "CO3", "OH"), found.sol(place / LENGTH)[:4] * UNITS[:4]):
        expected.profile("near" if place < 5e-6 else "layer", place, "c_" + ion, value * C0, 2e-6, SOURCE)
expected.write()
