#!/usr/bin/env python3
"""phi(r) = sigma lambda / eps * I0(r/lambda) / I1(a/lambda)   (Rice and Whitehead 1965, J Phys Chem 69:4017).

Needs scipy (Bessel functions).
"""

import math
import pathlib
import sys

from scipy.special import iv

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, WATER, Expected, debye_length

A, SIGMA, BATH = 5 * NM, 2e-6, 10.0
MU = RT * math.log(BATH / 1000.0)
assert f"{MU:.15g} J" in (pathlib.Path(__file__).parent / "case.prm").read_text(), f"{MU:.15g}"
LAMBDA = debye_length(WATER, [(1, BATH), (-1, BATH)])
SOURCE = "linear Poisson-Boltzmann: Rice and Whitehead 1965 (J Phys Chem 69:4017)"

expected = Expected(__file__)
for r in (0.0, 2.5 * NM, 5 * NM):
    phi = SIGMA * LAMBDA / WATER * iv(0, r / LAMBDA) / iv(1, A / LAMBDA)
    expected.profile("radius", r, "phi", phi, 5e-6, SOURCE)
expected.write()
