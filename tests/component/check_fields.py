#!/usr/bin/env python3
"""Helper of output_fields.cc: are the polynomials of its Example in the field files of a folder?"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "python"))
try:
    import numpy as np
except ImportError:
    sys.exit(77)
from ionflux import vtu

RT = 8.31446261815324 * 298.15
F = 96485.33212331001
LENGTH, C0, D = 50e-9, 100.0, 2e-9


def close(name, found, expected, where):
    """Single precision; relative to the largest value."""
    expected = np.broadcast_to(expected, found.shape)[where]
    error = np.abs(found[where] - expected).max() / np.abs(expected).max()
    assert error < 2e-6, f"{name}: relative error {error}"


records = vtu.list_pvd(os.path.join(sys.argv[1], "fields.pvd"))
assert [time for time, _ in records] == [0.0, 1.0], records
for _, path in records:
    grid = vtu.read_pvtu(path)
    x, y = grid.points[:, 0] / 50, grid.points[:, 1] / 50  # coordinates in nm
    assert grid.points.max() == 100.0 and grid.points.min() == 0.0
    water = grid.values["material"] == 0
    solid = ~water
    assert set(x[solid]) >= {1.0} and set(x[water]) >= {1.0}, "each side has its own values at the interface"
    everywhere = np.full(len(x), True)
    phi, mu = x**2 + 0.5 * y, 1 + x - 0.25 * y**2
    c = C0 * np.exp(mu - 0.5 - phi)
    value = grid.values
    close("phi", value["phi [V]"], phi * RT / F, everywhere)
    close("c", value["c_K+ [mol/m^3]"], c, water)
    assert (value["c_K+ [mol/m^3]"][solid] == 0).all()
    close("mu", value["mu_K+ [J/mol]"], (mu - np.log(10)) * RT, water)
    assert np.isnan(value["mu_K+ [J/mol]"][solid]).all()
    close("charge", value["charge density [C/m^3]"], F * c, water)
    close("charge", value["charge density [C/m^3]"], 1e12 * x * LENGTH, solid)
    close("field", value["field [V/m]"][:, 0], -2 * x * RT / F / LENGTH, everywhere)
    close("field", value["field [V/m]"][:, 1], -0.5 * RT / F / LENGTH, everywhere)
    close("flux", value["flux_K+ [mol/m^2/s]"][:, 0], -D * c / LENGTH, water)
    close("current", value["current density [A/m^2]"][:, 1], F * D * c * 0.5 * y / LENGTH, water)
    assert (value["flux_K+ [mol/m^2/s]"][solid] == 0).all()
    assert np.isfinite(value["rank"]).all()
print("field files: as expected")
