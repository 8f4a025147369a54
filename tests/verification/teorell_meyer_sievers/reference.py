#!/usr/bin/env python3
"""The fixed-charge membrane of Teorell (1935) and Meyer and Sievers (1936): 1:1 electrolyte, fixed charge -X.

Faces: Donnan equilibrium, c+ c- = c^2, c+ - c- = X. Inside, local electroneutrality and the Nernst-Planck
equations; with s = c+ + c-, psi = F phi/RT, A = J+/D+ - J-/D-, B = J+/D+ + J-/D-:

    psi' = -A/s,   s' = X A/s - B,   hence
    B x   = s_0 - s - (X A/B) ln((X A - B s)/(X A - B s_0))        (Teorell's transcendental equation)
    psi - psi_0 = (A/B) ln((X A - B s)/(X A - B s_0))

Without a current the potential is the membrane potential in closed form:
    diffusion part  psi_L - psi_0 = -U ln((s_L + U X)/(s_0 + U X)),  U = (D+ - D-)/(D+ + D-)
"""

import json
import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F, THERMAL_VOLTAGE

LENGTH, WIDTH, X = 1000e-6, 1e-6, 100.0
LEFT, RIGHT, D_PLUS, D_MINUS = 100.0, 10.0, 1.957e-10, 2.5e-10
SOURCE = "Teorell 1935 (Proc Soc Exp Biol 33:282), Meyer and Sievers 1936 (Helv Chim Acta 19:649); Teorell 1953"


def total(c):
    return math.sqrt(X * X + 4 * c * c)


def donnan(c):
    """F phi/RT inside the membrane's face over that in the bath."""
    return -math.asinh(X / (2 * c))


S0, SL = total(LEFT), total(RIGHT)


def inside(ratio):
    """Potential difference over the interior for A/B = ratio, and B L. s runs from S0 to SL with XA - Bs of one
    sign."""
    logarithm = math.log((X * ratio - SL) / (X * ratio - S0))
    return ratio * logarithm, S0 - SL - X * ratio * logarithm


def fluxes(voltage):
    """J+, J- [mol/(m^2 s)] at the voltage right - left [V], and A/B."""
    drop = voltage / THERMAL_VOLTAGE + donnan(RIGHT) - donnan(LEFT)
    # A/B outside of [SL, S0]/X: two branches, joined at infinity (B = 0)
    branches = [(S0 / X * (1 + 1e-13), 1e9), (-1e9, SL / X * (1 - 1e-13))]
    for low, high in branches:
        f = lambda q: inside(q)[0] - drop
        if f(low) * f(high) < 0:
            ratio = brentq(f, low, high, xtol=1e-15, rtol=1e-15)
            b = inside(ratio)[1] / LENGTH
            a = ratio * b
            return 0.5 * D_PLUS * (a + b), 0.5 * D_MINUS * (b - a), ratio
    raise ValueError("no branch")


def profile(ratio, t, voltage_left=0.0):
    """phi [V], c+, c- at x = t L."""
    b_length = inside(ratio)[1]
    place = lambda s: S0 - s - X * ratio * math.log((X * ratio - s) / (X * ratio - S0)) - t * b_length
    s = brentq(place, min(S0, SL), max(S0, SL), xtol=1e-13)
    psi = donnan(LEFT) + ratio * math.log((X * ratio - s) / (X * ratio - S0))
    return voltage_left + psi * THERMAL_VOLTAGE, 0.5 * (s + X), 0.5 * (s - X)


U = (D_PLUS - D_MINUS) / (D_PLUS + D_MINUS)
MEMBRANE_POTENTIAL = THERMAL_VOLTAGE * (donnan(LEFT) - donnan(RIGHT) - U * math.log((SL + U * X) / (S0 + U * X)))
at_rest = fluxes(MEMBRANE_POTENTIAL)
assert abs(at_rest[0] - at_rest[1]) < 1e-9 * abs(at_rest[0])

RUNS = {"plus": 0.05, "short": 0.0, "minus": -0.05, "membrane potential": round(MEMBRANE_POTENTIAL, 12)}


def main():
    expected = Expected(__file__)
    scale = F * WIDTH * abs(at_rest[0])
    for run, voltage in RUNS.items():
        plus, minus, ratio = fluxes(voltage)
        expected.flux("right", "K", plus * WIDTH, 5e-5, SOURCE, run=run)
        expected.flux("right", "Cl", minus * WIDTH, 5e-5, SOURCE, run=run)
        if run == "membrane potential":
            expected.flux("right", "all", 0.0, 5e-5 * scale, SOURCE, kind="absolute", run=run)
        else:
            expected.flux("right", "all", F * (plus - minus) * WIDTH, 5e-5, SOURCE, run=run)
        for t in (0.25, 0.5, 0.75):
            phi, c_plus, c_minus = profile(ratio, t)
            expected.profile("through", t * LENGTH, "phi", phi, 2e-6, SOURCE, kind="absolute", run=run)
            expected.profile("through", t * LENGTH, "c_K", c_plus, 1e-5, SOURCE, run=run)
            expected.profile("through", t * LENGTH, "c_Cl", c_minus, 5e-5, SOURCE, run=run)
    runs = {run: ["--set", f"Boundary conditions/right/Potential={voltage:.12g} V"] for run, voltage in RUNS.items()}
    if "--print" not in sys.argv[1:]:
        (expected.folder / "runs.json").write_text(json.dumps(runs, indent=2) + "\n")
    expected.write()


if __name__ == "__main__":
    main()
