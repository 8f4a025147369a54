"""Films of gases by Maxwell and Stefan's equations, for the reference.py of several cases."""

import numpy as np
from scipy.linalg import expm
from scipy.optimize import root


class Film:
    """n species and a remaining one (the last), ideal gas of constant pressure.

    total: concentration [mol/m^3]; binary: D_ij [m^2/s] of pairs (i, j), i < j; length [m].
    """

    def __init__(self, total, binary, length):
        self.total, self.length = total, length
        self.n = max(j for _, j in binary)
        self.d = np.zeros((self.n + 1, self.n + 1))
        for (i, j), value in binary.items():
            self.d[i, j] = self.d[j, i] = value

    def _step(self, flux, part):
        """exp of the augmented matrix of dx/dz = A x + b over a part of the length, x without the remaining species."""
        n, full = self.n, np.zeros((self.n + 1, self.n + 1))
        for i in range(n + 1):
            for j in range(n + 1):
                if i != j:
                    full[i, i] += flux[j] / (self.total * self.d[i, j])
                    full[i, j] -= flux[i] / (self.total * self.d[i, j])
        matrix = np.zeros((n + 1, n + 1))
        matrix[:n, :n] = full[:n, :n] - full[:n, n:]
        matrix[:n, n] = full[:n, n]
        return expm(matrix * part * self.length)

    def concentrations(self, left, flux, part):
        """c of the n species at part * length, from those on the left and all fluxes."""
        x = np.append(np.array(left) / self.total, 1.0)
        return self.total * (self._step(flux, part) @ x)[:-1]

    def fluxes(self, left, right, stagnant):
        """n + 1 fluxes [mol/(m^2 s)]; that of the remaining species is 0, or makes their sum 0."""
        scale = self.total * self.d.max() / self.length

        def close(free):
            return np.append(free, 0.0 if stagnant else -sum(free)) * scale

        def miss(free):
            return (self.concentrations(left, close(free), 1.0) - np.array(right)) / self.total

        found = root(miss, (np.array(left) - np.array(right)) / self.total, tol=1e-14)
        assert max(abs(miss(found.x))) < 1e-12, found.message
        return close(found.x)
