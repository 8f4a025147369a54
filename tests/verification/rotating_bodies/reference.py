#!/usr/bin/env python3
"""The slotted cylinder (Zalesak 1979, J. Comput. Phys. 31, 335) and the cone of LeVeque 1996 (SIAM J. Numer. Anal. 33, 627) in a flow that turns as a solid body.
Nothing but turns: after a quarter they stand a quarter further, and no value is below 0 or above 1 (the maximum principle), at any time, with any scheme.
The limiter takes its share of all that is sharp: a cone seven cells wide (fine: 14) keeps 0.64 (0.78) of its top, the arms of the cylinder 0.76 (0.97).
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

SOURCE = "solid rotation: LeVeque 1996, example of section 9"
expected = Expected(__file__)
for run in ("limited", "upwind", "TR-BDF2", "fine"):
    for time in (0.1, 0.2, 0.3, 0.4, 0.5):
        at = f"place=bounds;time [s]={time:g}"
        expected.add("observables.csv", f"observable=least c_solute;{at}", "value", 0.0, 1e-8, "maximum principle", kind="absolute", run=run)
for run in ("limited", "TR-BDF2"):
    for x in (0.65, 0.85):  # the foot of the cone
        expected.add("profile_cone.csv", f"interpolate:s [m]={(x - 0.5) * 1e-3:g};time [s]=0.5", "c_solute", 1 - abs(x - 0.75) / 0.15, 0.15, SOURCE, run=run)
        expected.add("profile_cone.csv", "interpolate:s [m]=0.00048;time [s]=0.5", "c_solute", 0.0, 0.02, SOURCE, kind="absolute", run=run)
for run, cylinder, cone in (("limited", 0.3, 0.4), ("fine", 0.05, 0.25)):
    expected.add("observables.csv", "observable=greatest c_solute;place=bounds;time [s]=0.5", "value", 1.0, cylinder, SOURCE, run=run)
    expected.add("profile_cone.csv", "interpolate:s [m]=0.00025;time [s]=0.5", "c_solute", 1.0, cone, SOURCE, run=run)
expected.write()
