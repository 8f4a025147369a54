"""A stagnant electroneutral layer before an electrode, for the references of several cases (Newman and Thomas-Alyea 2004,
chapter 11): with constant fluxes J_i of ideal ions

    dc_i/dx = - J_i / D_i - z_i c_i dphi/dx,     dphi/dx = - (sum z_i J_i / D_i) / sum z_i^2 c_i   (phi in RT/F)

integrated from the bath at x = 0, where phi = 0, and rates of reactions at x = L that agree with the fluxes. Needs scipy.
"""

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import fsolve


def at_the_electrode(species, fluxes, length):
    """(concentrations, phi) at x = L; species: (z, D, c in the bath)."""
    z, D, bath = (np.array(column, float) for column in zip(*species))
    J = np.asarray(fluxes, float)

    def slope(_, y):
        field = -np.sum(z * J / D) / np.sum(z * z * y[:-1])
        return np.append(-J / D - z * y[:-1] * field, field)

    end = solve_ivp(slope, (0, length), np.append(bath, 0.0), method="DOP853", rtol=1e-12, atol=1e-13 * max(bath)).y[:, -1]
    return end[:-1], end[-1]


def solve(species, numbers, rates, length, guess):
    """Rates v_r [mol/(m^2 s)] of reactions at x = L.

    numbers: by reaction, what it makes of each species; rates: function of (c, phi) there."""
    numbers = np.array(numbers, float)

    def state(v):  # what a reaction makes flows towards smaller x
        return at_the_electrode(species, -numbers.T @ np.asarray(v), length)

    scale = np.abs(guess)
    x, _, found, message = fsolve(lambda x: (np.array(rates(*state(x * scale))) - x * scale) / scale, np.sign(guess), xtol=1e-13,
                                  full_output=True)
    if found != 1 and max(abs((np.array(rates(*state(x * scale))) - x * scale) / (x * scale))) > 1e-10:
        raise RuntimeError(message)
    return x * scale, *state(x * scale)
