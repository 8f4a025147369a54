#!/usr/bin/env python3
"""Junction potential of two solutions with the same ions, all monovalent, electroneutral, without a current.

Henderson 1907 (Z. phys. Chem. 59, 118; Newman and Thomas-Alyea 2004, eq. 12.15): every concentration linear across the junction,
    V = RT/F  (sum z D dc / sum z^2 D dc)  ln (sum z^2 D c_left / sum z^2 D c_right),   dc = c_left - c_right
Planck 1890 (Ann. Phys. 276, 561): steady state, the sum s of the cations linear (as in electroneutral_junction),
    psi = kappa ln (s / s_0);  kappa by which no current flows

Both are the same for one salt; the mixture tells them apart (by 6 %). Linear profiles are what the run starts from, so that its
potential at 100 ns is Henderson's (concentrations change by D t / L^2 = 1e-7) and its last one Planck's.
"""

import json
import math
import pathlib
import sys

from scipy.optimize import brentq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import THERMAL_VOLTAGE, Expected

IONS = {"H": (1, 9.311e-9), "Na": (1, 1.334e-9), "K": (1, 1.957e-9), "Cl": (-1, 2.032e-9)}
TRACE = 1e-3
# concentrations of H, Na, K at the left and the right end [mol/m^3]
RUNS = {"NaCl": ((TRACE, 100.0, TRACE), (TRACE, 10.0, TRACE)), "KCl": ((TRACE, TRACE, 100.0), (TRACE, TRACE, 10.0)),
        "HCl": ((100.0, TRACE, TRACE), (10.0, TRACE, TRACE)), "mixture": ((100.0, 1.0, 0.5), (0.5, 10.0, 20.0))}
FIRST, LAST, LENGTH, HEIGHT = 1e-7, 100.0, 1e-4, 1e-5
HENDERSON = "Henderson 1907; Newman and Thomas-Alyea 2004, eq. 12.15"
PLANCK = "Planck 1890: closed form for monovalent ions"


def ends(run):
    """{ion: (z, D, left, right)}"""
    left, right = (values + (sum(values),) for values in RUNS[run])
    return {ion: (*IONS[ion], a, b) for ion, a, b in zip(IONS, left, right)}


def henderson(run):
    """Potential of the right end [V]."""
    ions = ends(run).values()
    drive = sum(z * d * (a - b) for z, d, a, b in ions) / sum(d * (a - b) for _, d, a, b in ions)
    return THERMAL_VOLTAGE * drive * math.log(sum(d * a for _, d, a, _ in ions) / sum(d * b for _, d, _, b in ions))


def planck(run):
    """(potential of the right end [V], {ion: flux to the right [mol/m^2/s]})."""
    ions = ends(run)
    left, right = ions["Cl"][2:]
    ratio = right / left

    def fluxes(kappa):
        found = {}
        for ion, (z, d, a, b) in ions.items():
            power = z * kappa
            integral = math.expm1((power + 1) * math.log(ratio)) / (power + 1)
            found[ion] = -d * (right - left) / LENGTH / left * (b * ratio**power - a) / integral
        return found

    current = lambda kappa: sum(ions[ion][0] * flux for ion, flux in fluxes(kappa).items())
    kappa = brentq(current, -9.1, 8.7, xtol=1e-15)
    return THERMAL_VOLTAGE * kappa * math.log(ratio), fluxes(kappa)


def settings(run):
    """What runs.json says."""
    found = []
    for ion, (_, _, a, b) in ends(run).items():
        found += ["--set", f"Baths/left/Concentration of {ion}={a!r} mol/m^3", "--set", f"Baths/right/Concentration of {ion}={b!r} mol/m^3",
                  "--set", f"Time/Initial concentration of {ion}={a!r} + {b - a!r}*x/(100*um) [mol/m^3]"]
    return found


def main():
    here = pathlib.Path(__file__).parent
    if "--runs" in sys.argv:
        (here / "runs.json").write_text(json.dumps({run: settings(run) for run in RUNS}, indent=1) + "\n")
    assert json.loads((here / "runs.json").read_text()) == {run: settings(run) for run in RUNS}, "reference.py --runs"
    expected = Expected(__file__)
    for run in RUNS:
        potential, fluxes = planck(run)
        for time, value, source in ((FIRST, henderson(run), HENDERSON), (LAST, potential, PLANCK)):
            expected.add("unknown_potentials.csv", f"boundary=right;time [s]={time:g}", "potential", value, 1e-6, source, run=run)
        for ion, flux in fluxes.items():
            if RUNS[run][0][list(IONS).index(ion)] > 0.1 if ion != "Cl" else True:
                expected.flux("right", f"{ion};time [s]={LAST:g}", flux * HEIGHT, 1e-6, PLANCK, run=run)
    expected.write()


if __name__ == "__main__":
    main()
