#!/usr/bin/env python3
"""A cation M discharged through a film of thickness L from M, S, A (all monovalent; S and A do not react). With no
flux of S and A, c_S = s exp(-psi) and c_A = a exp(psi); the three flux equations added give a linear c_A, so that

    N = 2 D (a - a0) / L,   a0 = sqrt(a (s + m))

where m exp(-psi0) is the concentration of M that the electrode keeps. In the limit m -> 0 that is the diffusion
current D (a - s) / L times 2 / (1 + sqrt(s / a)): 2 without support, 1 with much (Levich 1962, chapter VI; Newman
and Thomas-Alyea 2004, chapter 19). The share of migration is c_M / (2 c_A) at any place: (1 - s/a) / 2 in the bath.
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected, F

D, LENGTH, HEIGHT, KEPT, REACTING = 0.7e-9, 100e-6, 10e-6, 0.1, 10.0
SOURCE = "Levich 1962, chapter VI; Newman and Thomas-Alyea 2004, chapter 19 (closed form)"

expected = Expected(__file__)
for run, support in (("no support", 1e-4), ("equal", 10.0), ("much", 1000.0)):
    anion = REACTING + support
    anion_0 = math.sqrt(anion * (support + KEPT))
    flux = 2 * D * (anion - anion_0) / LENGTH * HEIGHT
    expected.flux("left", "Cu", flux, 1e-9, SOURCE, run=run)
    expected.flux("right", "all", -flux * F, 1e-9, SOURCE, run=run)
    share = REACTING / (2 * anion)
    expected.observable("share of migration", "right", share, 1e-10, SOURCE, species="Cu", run=run)
    expected.observable("migration", "right", -flux * share, 4e-4, SOURCE, species="Cu", run=run)
    expected.observable("diffusion", "right", -flux * (1 - share), 4e-4, SOURCE, species="Cu", run=run)
    middle = 0.5 * (anion + anion_0)
    copper = middle - support * anion / middle
    expected.profile("line", 0.5 * LENGTH, "c_Cu", copper, 5e-6, SOURCE, run=run)
    expected.profile("line", 0.5 * LENGTH, "migration_Cu_x", -flux / HEIGHT * copper / (2 * middle), 1e-3,
                     SOURCE, run=run)
expected.write()
