#!/usr/bin/env python3
"""Resistance of a cylindrical pore between two reservoirs.

1. Hall 1975 (J Gen Physiol 66:531), Maxwell 1873: R sigma = L/(pi a^2) + 1/(2a), infinite reservoirs,
   equipotential mouths.
2. Exact for the geometry that is meshed (pore a, L; reservoirs R, H, equipotential ends), by mode matching:
   in the pore   phi = A0 + B0 z + sum_n A_n J0(j_n r/a) sinh(j_n z/a)      (odd about the middle)
   outside       phi = V + ... sum_m C_m J0(j_m r/R) sinh(j_m (z_end - z)/R),  j_n zeros of J1,
   phi and d phi/dz continuous over the mouth, no flux into the membrane. The unknown is the axial field
   at the mouth; a field singularity (1 - r^2/a^2)^(-1/3) at the rim (corner of 270 degrees) is built into
   its basis (Jacobi polynomials), so that a dozen terms give 8 digits. Needs scipy.

The first has no finite reservoirs and takes mouths as equipotential: 2 % (the issue's figure) is the
tolerance; the second is exact, and its tolerance is the discretisation error.
"""

import math
import pathlib
import sys

import numpy as np
from scipy.special import gamma, jn_zeros, jv

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import NM, RT, F, Expected


def transforms(k, terms):
    """integral_0^1 P_p(r) J0(k r) r dr with P_p = (1 - r^2)^(p - 1/3):  2^q Gamma(q+1) J_{q+1}(k) / k^{q+1} / ...

    Sonine: int_0^1 (1-r^2)^q J0(k r) r dr = 2^q Gamma(q+1) J_{q+1}(k) / k^{q+1}.
    """
    columns = []
    for p in range(terms):
        q = p - 1.0 / 3.0
        columns.append(2**q * gamma(q + 1) * jv(q + 1, k) / k ** (q + 1))
    return np.array(columns).T


def mouth_resistance(a, length, reservoir_radius, reservoir_length, terms=8, modes=80000):
    """Half of R * sigma: from the middle of the pore to the end of one reservoir."""
    # Axial current density at the mouth: sum_p x_p (1 - r^2)^(p - 1/3), r in units of a, positive outwards.
    # Potential at the mouth from below minus from above, tested with the same functions, must vanish.
    mean = np.array([0.5 / (p + 2.0 / 3.0) for p in range(terms)])  # integral r dr
    zeros = jn_zeros(1, modes)
    half = 0.5 * length / a
    big, end = reservoir_radius / a, reservoir_length / a
    inside = transforms(zeros, terms)  # pore modes J0(j r), norm J0(j)^2 / 2
    outside = transforms(zeros / big, terms)  # reservoir modes J0(j r / R), norm R^2 J0(j)^2 / 2
    norm = jv(0, zeros) ** 2 / 2
    with np.errstate(over="ignore"):
        weight_in = np.tanh(zeros * half) / (zeros * norm)
        weight_out = np.tanh(zeros / big * end) / (zeros / big * norm * big**2)
    # sigma phi(mouth) = sigma V_middle - (mean part) ... ; all mean parts are the same for every test function
    matrix = (inside.T * weight_in) @ inside + (outside.T * weight_out) @ outside
    # unknowns x and the drop: matrix x + mean * (2 half + 2 end / big^2) (mean . x) = V mean
    total = matrix + np.outer(mean, mean) * (2 * half + 2 * end / big**2)
    x = np.linalg.solve(total, mean)  # V = 1
    current = 2 * math.pi * a * (mean @ x)  # times sigma V
    return 1.0 / current


def resistance(a, length, reservoir_radius, reservoir_length, **more):
    return 2 * mouth_resistance(a, length, reservoir_radius, reservoir_length, **more)


A, LENGTH, VOLTAGE, BATH, D = 2 * NM, 20 * NM, 0.1, 100.0, 2e-9
SIGMA = 2 * F**2 * D * BATH / RT
HALL = LENGTH / (math.pi * A**2) + 1 / (2 * A)

if __name__ == "__main__":
    if "--study" in sys.argv:
        for factor in (5, 15, 45, 200):
            for terms, modes in ((2, 20000), (4, 20000), (6, 20000), (8, 20000), (8, 80000)):
                r = resistance(A, LENGTH, factor * A, factor * A, terms=terms, modes=modes)
                print(f"R = H = {factor} a, {terms} terms, {modes} modes: {r * A:.10f} / a, Hall {HALL * A:.10f} / a,"
                      f" end correction {(r * A - 10 / math.pi) * math.pi / 2:.7f} a a mouth")
        sys.exit()
    expected = Expected(__file__)
    for factor in (5, 15, 45):
        run = f"R = H = {factor} a"
        current = SIGMA * VOLTAGE / resistance(A, LENGTH, factor * A, factor * A)
        expected.flux("lower end", "all", SIGMA * VOLTAGE / HALL, 0.02,
                      "sigma / (L/(pi a^2) + 1/(2a)): Hall 1975 (J Gen Physiol 66:531)", run=run)
        expected.flux("lower end", "all", current, 5e-5, "mode matching for this geometry (reference.py)", run=run)
        expected.flux("upper end", "all", -current, 5e-5, "mode matching for this geometry (reference.py)", run=run)
        expected.flux("lower end", "K", current / (2 * F), 5e-5, "equal diffusivities: half of the current", run=run)
        expected.observable("resistance", "lower end - upper end", VOLTAGE / current, 5e-5,
                            "mode matching for this geometry (reference.py)", run=run)
        expected.observable("dissipation", "all", VOLTAGE * current, 5e-5, "power put in: V I", run=run)
        expected.observable("transference number", "lower end - upper end", 0.5, 1e-9,
                            "equal diffusivities: half of the current", species="K", run=run)
    # Of a big reservoir: what the field does outside of the mouth, half of 1/(2a) less what it does inside.
    for reservoir in ("lower reservoir", "upper reservoir"):
        expected.observable("resistance", reservoir, 1 / (4 * A * SIGMA), 0.05,
                            "1/(4 a sigma) a side: Hall 1975 (J Gen Physiol 66:531); equipotential mouth",
                            run="R = H = 45 a")
    expected.write()
