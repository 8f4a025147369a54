"""The equations of pnp_line.py, discretised: Gauss collocation for all layers, joints and ends as one system.

Unknowns: phi, e = phi' and c_i (or ln c_i) at the nodes and at the s stages of each cell, then the fluxes and, with a given
current, the potential of the right end. Scales: RT/F, the whole length, the largest concentration of an end, the largest D.
"""

import copy
import math

import numpy
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import splu

from references import F, R, VACUUM_PERMITTIVITY

WATER = 78.5


def gauss(s):
    """Nodes c, matrix A, weights b of the Gauss method with s stages on [0, 1]."""
    x, _ = numpy.polynomial.legendre.leggauss(s)
    c = 0.5 * (x + 1)
    vandermonde = numpy.vander(c, s, increasing=True)
    powers = numpy.arange(1, s + 1)
    a = numpy.linalg.solve(vandermonde.T, (c[:, None] ** powers / powers).T).T
    b = numpy.linalg.solve(vandermonde.T, 1.0 / powers)
    return c, a, b


def graded(length, first, ratio, largest):
    """Sizes of the cells of [0, length]: `first` at both ends, growing by `ratio` up to `largest`."""
    first = min(first, largest)
    half, sizes, total = 0.5 * length, [], 0.0
    size = first
    while total < half:
        sizes.append(size)
        total += size
        size = min(size * ratio, largest)
    sizes = numpy.array(sizes) * half / total
    return numpy.concatenate([sizes, sizes[::-1]])


class System:
    """The equations of one problem on one mesh, for Newton's method."""

    def __init__(self, problem, logarithm, stages, ratio, first=0.1, largest=0.05):
        p = self.problem = problem
        self.logarithm, self.s = logarithm, stages
        self.z = numpy.array(p.charges, float)
        self.n = len(p.charges)
        self.m = self.n + 2
        self.length = sum(layer.length for layer in p.layers)
        self.thermal = R * p.temperature / F
        ends = [c for end in (p.left, p.right) for c in end.concentrations if c is not None]
        self.concentration = max(ends)
        top = max([self.concentration] + [abs(layer.charge) for layer in p.layers])
        self.diffusion = max(p.diffusivities)
        self.flux_scale = self.diffusion * self.concentration / self.length
        self.lambda2 = VACUUM_PERMITTIVITY * self.thermal / (F * self.concentration * self.length**2)
        debye = math.sqrt(VACUUM_PERMITTIVITY * WATER * self.thermal / (2 * F * top))
        self.c, self.a, self.b = gauss(stages)
        self.sizes, self.meshes, self.first, offset = [], [], [], 0
        for layer in p.layers:
            sizes = graded(layer.length / self.length, first * min(debye, layer.length) / self.length, ratio,
                           largest * layer.length / self.length)
            mesh = numpy.concatenate([[0.0], numpy.cumsum(sizes)])
            self.sizes.append(sizes)
            self.meshes.append(mesh)
            self.first.append(offset)
            offset += (len(mesh) - 1) * self.m * (stages + 1) + self.m
        self.first_flux = offset
        self.unknown_potential = p.right.current is not None
        self.size = offset + self.n + self.unknown_potential

    def with_problem(self, problem):
        """The same mesh and scales with other charges, voltages and concentrations."""
        other = copy.copy(self)
        other.problem = problem
        return other

    def nodes_of(self, k):
        """Index of phi at the nodes of layer k."""
        return self.first[k] + numpy.arange(len(self.meshes[k])) * self.m * (self.s + 1)

    def of_layer(self, k):
        p, layer = self.problem, self.problem.layers[k]
        factors = numpy.ones(self.n) if layer.factors is None else numpy.array(layer.factors, float)
        return (numpy.array(p.diffusivities) / self.diffusion * factors, self.standard(k),
                layer.charge / self.concentration, layer.permittivity * self.lambda2)

    def standard(self, k):
        layer = self.problem.layers[k]
        return numpy.zeros(self.n) if layer.standard is None else numpy.array(layer.standard, float)

    def start(self):
        """Concentrations linear between the ends where no fixed charge is, and everywhere neutral (Donnan)."""
        p, y, x0 = self.problem, numpy.zeros(self.size), 0.0
        ends = []
        for end, other in ((p.left, p.right), (p.right, p.left)):
            ends.append(numpy.array([max(o if c is None else c, 1e-30) for c, o in
                                     zip(end.concentrations, [1e-30 if o is None else o for o in other.concentrations])]))
        volts = [0.0 if end.potential is None or end.surface_charge is not None else end.potential / self.thermal
                 for end in (p.left, p.right)]
        for k, mesh in enumerate(self.meshes):
            _, standard, fixed, _ = self.of_layer(k)
            nodes = self.nodes_of(k)
            h = self.sizes[k]
            stage = (mesh[:-1, None] + h[:, None] * self.c[None, :])
            for t, place in ((mesh, nodes), (stage, nodes[:-1, None] + self.m * (1 + numpy.arange(self.s))[None, :])):
                w = (x0 + t)[..., None]
                v = (ends[0] * (1 - w) + ends[1] * w) / self.concentration * numpy.exp(-standard)
                psi = neutral(self.z, v, fixed)
                value = v * numpy.exp(-self.z * psi[..., None])
                y[place] = volts[0] + (volts[1] - volts[0]) * (x0 + t) + psi
                for i in range(self.n):
                    y[place + 2 + i] = numpy.log(value[..., i]) if self.logarithm else value[..., i]
            x0 += mesh[-1]
        return y

    def equations(self, y):
        """Residual and sparse Jacobian."""
        m, s, n = self.m, self.s, self.n
        res, rows, cols, vals = numpy.zeros(self.size), [], [], []

        def put(r, c, v):
            r, c, v = numpy.broadcast_arrays(r, c, v)
            rows.append(r.ravel()); cols.append(c.ravel()); vals.append(v.ravel())

        flux = y[self.first_flux:self.first_flux + n]
        row = 0
        for k, mesh in enumerate(self.meshes):
            diffusivity, _, fixed, eps = self.of_layer(k)
            h, base = self.sizes[k], self.nodes_of(k)[:-1]
            cells = len(h)
            at = base[:, None] + m * (1 + numpy.arange(s))[None, :]          # stages
            e = y[at + 1]
            u = numpy.stack([y[at + 2 + i] for i in range(n)], -1)
            conc = numpy.exp(u) if self.logarithm else u
            d_conc = conc if self.logarithm else numpy.ones_like(u)
            f = numpy.zeros((cells, s, m))
            f[..., 0] = e
            f[..., 1] = -(conc @ self.z + fixed) / eps
            if self.logarithm:
                f[..., 2:] = -flux / diffusivity / conc - self.z * e[..., None]
            else:
                f[..., 2:] = -flux / diffusivity - self.z * conc * e[..., None]
            coefficients = numpy.vstack([self.a, self.b])                     # s stage rows, then the end of the cell
            here = row + numpy.arange(cells)[:, None] * m * (s + 1) + m * numpy.arange(s + 1)[None, :]
            target = base[:, None] + m * (1 + numpy.arange(s + 1))[None, :]   # stages, then the next node
            inner = numpy.einsum("jl,klf->kjf", coefficients, f) * h[:, None, None]
            for q in range(m):
                res[here + q] = y[target + q] - y[base + q][:, None] - inner[..., q]
                put(here + q, target + q, 1.0)
                put(here + q, (base + q)[:, None], -1.0)
            weight = -coefficients[None] * h[:, None, None]                   # cell, equation, stage
            eq = here[:, :, None]
            st = at[:, None, :]
            put(eq, st + 1, weight)
            for i in range(n):
                put(eq + 1, st + 2 + i, weight * (-self.z[i] * d_conc[..., i] / eps)[:, None, :])
                if self.logarithm:
                    put(eq + 2 + i, st + 2 + i, weight * (flux[i] / diffusivity[i] / conc[..., i])[:, None, :])
                    put(eq + 2 + i, st + 1, weight * -self.z[i])
                    by_flux = -1 / diffusivity[i] / conc[..., i]
                else:
                    put(eq + 2 + i, st + 2 + i, weight * (-self.z[i] * e)[:, None, :])
                    put(eq + 2 + i, st + 1, weight * (-self.z[i] * conc[..., i])[:, None, :])
                    by_flux = numpy.full(e.shape, -1 / diffusivity[i])
                put(here + 2 + i, self.first_flux + i, (weight * by_flux[:, None, :]).sum(-1))
            row += cells * m * (s + 1)
        for r, entries in self.conditions(y):
            res[row] = r
            for c, v in entries.items():
                put(row, c, v)
            row += 1
        assert row == self.size, (row, self.size)
        jacobian = coo_matrix((numpy.concatenate(vals), (numpy.concatenate(rows), numpy.concatenate(cols))),
                              shape=(self.size, self.size)).tocsc()
        return res, jacobian

    def conditions(self, y):
        """(residual, {column: derivative}) of the ends and joints."""
        p, out, n = self.problem, [], self.n
        last = len(p.layers) - 1
        eps = [self.of_layer(k)[3] for k in range(last + 1)]
        charge = self.length * F * self.concentration                          # scale of a surface charge
        for end, node, sign, k in ((p.left, self.nodes_of(0)[0], -1, 0), (p.right, self.nodes_of(last)[-1], 1, last)):
            if end.surface_charge is not None:
                out.append((y[node + 1] - sign * end.surface_charge / charge / eps[k], {node + 1: 1.0}))
            elif end.stern is not None:
                c = end.stern * self.thermal / charge
                out.append((sign * eps[k] * y[node + 1] - c * (end.potential / self.thermal - y[node]),
                            {node + 1: sign * eps[k], node: c}))
            elif end is p.right and self.unknown_potential:
                out.append((y[node] - y[-1], {node: 1.0, self.size - 1: -1.0}))
            else:
                out.append((y[node] - end.potential / self.thermal, {node: 1.0}))
            standard = self.standard(k)
            for i, c in enumerate(end.concentrations):
                j = self.first_flux + i
                if c is None:
                    out.append((y[j], {j: 1.0}))
                    continue
                c = max(c, 1e-300) / self.concentration
                out.append((y[node + 2 + i] - (math.log(c) if self.logarithm else c), {node + 2 + i: 1.0}))
        for k in range(last):
            joint = p.joints[k]
            a, b = self.nodes_of(k)[-1], self.nodes_of(k + 1)[0]
            if joint.permeabilities is not None:
                out += self.membrane(y, joint, a, b, eps[k], eps[k + 1], charge)
                continue
            out.append((y[a] - y[b], {a: 1.0, b: -1.0}))
            out.append((eps[k] * y[a + 1] - eps[k + 1] * y[b + 1] - joint.surface_charge / charge,
                        {a + 1: eps[k], b + 1: -eps[k + 1]}))
            jump = self.standard(k) - self.standard(k + 1)
            for i in range(n):
                g, q = (jump[i], 1.0) if self.logarithm else (0.0, math.exp(jump[i]))
                out.append((q * y[a + 2 + i] + g - y[b + 2 + i], {a + 2 + i: q, b + 2 + i: -1.0}))
        if self.unknown_potential:
            given = p.right.current / (F * self.flux_scale)
            out.append((float(self.z @ y[self.first_flux:self.first_flux + n]) - given,
                        {self.first_flux + i: self.z[i] for i in range(n)}))
        return out

    def membrane(self, y, joint, a, b, eps_a, eps_b, charge):
        """Goldman's fluxes and the displacement of a capacitor; both sides."""
        out, c = [], joint.capacitance * self.thermal / charge
        u = y[a] - y[b]
        for node, eps in ((a, eps_a), (b, eps_b)):
            out.append((-eps * y[node + 1] - c * u, {node + 1: -eps, a: -c, b: c}))
        for i, permeability in enumerate(joint.permeabilities):
            P = permeability * self.length / self.diffusion
            ca, cb = (math.exp(v) if self.logarithm else v for v in (y[a + 2 + i], y[b + 2 + i]))
            da, db = (ca, cb) if self.logarithm else (1.0, 1.0)
            w = self.z[i] * u
            minus, plus = bernoulli(-w), bernoulli(w)
            slope = self.z[i] * (-ca * bernoulli_slope(-w) - cb * bernoulli_slope(w))
            j = self.first_flux + i
            scale = 1.0 / P if P else 1.0
            out.append((scale * y[j] - bool(P) * (ca * minus - cb * plus),
                        {j: scale, a + 2 + i: -bool(P) * da * minus, b + 2 + i: bool(P) * db * plus,
                         a: -bool(P) * slope, b: bool(P) * slope}))
        return out

    def newton(self, y, steps=60, limit=2.0):
        """The solution, or None."""
        node_rows = numpy.concatenate([self.nodes_of(k)[:-1, None] + self.m * numpy.arange(self.s + 1)[None, :]
                                       for k in range(len(self.meshes))], 0).ravel()
        quiet = 0
        for step in range(steps):
            res, jacobian = self.equations(y)
            if not numpy.isfinite(res).all():
                return None
            try:
                delta = splu(jacobian).solve(-res)
            except RuntimeError:
                return None
            if not numpy.isfinite(delta).all():
                return None
            phi = numpy.abs(delta[node_rows]).max()
            c = node_rows[:, None] + 2 + numpy.arange(self.n)[None, :]
            if self.logarithm:
                change = numpy.abs(delta[c]).max()
                scale = min(1.0, limit / max(phi, change, 1e-300))
            else:
                fall = (-delta[c] / numpy.abs(y[c]).clip(1e-300)).max()
                change = (numpy.abs(delta[c]) / numpy.abs(y[c]).max(0)).max()
                scale = min(1.0, limit / max(phi, 1e-300), 0.95 / max(fall, 1e-300) if fall > 0.95 and change > 1e-9 else 1.0)
            flux = slice(self.first_flux, self.first_flux + self.n)
            moved = numpy.abs(delta[flux]) / numpy.abs(y[flux] + delta[flux]).clip(1e-300)
            moved = max((q for q, f in zip(moved, y[flux] + delta[flux]) if abs(f) > 1e-28), default=0.0)
            y = y + scale * delta
            if scale == 1.0 and phi < 1e-9 and change < 1e-8:
                quiet += 1 # in equilibrium the fluxes are noise, and go on to change
                if (quiet >= 2 and moved < 1e-9) or quiet == 6:
                    return y
        return None


def neutral(z, v, fixed):
    """psi with sum z v exp(-z psi) + fixed = 0, for each point (last axis of v: species)."""
    psi = numpy.zeros(v.shape[:-1])
    size = (numpy.abs(z) * v).sum(-1) + abs(fixed)
    for _ in range(200):
        c = v * numpy.exp(-z * psi[..., None])
        f = c @ z + fixed
        slope = -(c @ (z * z))
        step = -f / numpy.where(slope == 0, -1e-300, slope)
        step = numpy.clip(step, -1, 1)
        psi += step
        if numpy.abs(step).max() < 1e-13 or (numpy.abs(f) < 1e-14 * size).all():
            break
    return psi


def bernoulli(x):
    return x / math.expm1(x) if x else 1.0


def bernoulli_slope(x):
    if abs(x) < 1e-4:
        return -0.5 + x / 6
    return (math.expm1(x) - x * math.exp(x)) / math.expm1(x) ** 2
