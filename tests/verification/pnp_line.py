"""Poisson-Nernst-Planck through layers in one dimension, any ions, by Gauss collocation. For references.

    phi' = e,  (eps e)' = -F (sum z c + X),  c_i' = -J_i / D_i - z_i c_i e,  J_i constant

The potential is counted in RT/F. Layers touch in joints (continuous mu_i; charged or thin membranes if asked for).
All layers, the fluxes and an unknown potential are one system for Newton's method, with s Gauss points in each
interval (order 2 s; Ascher, Mattheij and Russell 1995, chapter 5) on meshes graded geometrically towards all joints and
ends. `solve(problem)` gives the solution, `checked(problem)` also the largest relative difference of its
fluxes to another mesh, order and set of unknowns (c_i or ln c_i): the bound of its own error.
Standard library, numpy and scipy.sparse; test_pnp_line.py compares it with closed forms and scipy's solve_bvp.
"""

from dataclasses import dataclass, replace

import numpy

from pnp_collocation import WATER, System
from references import F


@dataclass
class Layer:
    """Length [m]; fixed charge X [mol/m^3]; the other properties are relative to water, one value a species."""
    length: float
    charge: float = 0.0
    factors: tuple = None      # of the diffusivities
    standard: tuple = None     # standard potentials [RT]
    permittivity: float = WATER


@dataclass
class Joint:
    """Between two layers: surface charge [C/m^2], or (permeabilities [m/s], capacitance [F/m^2]) of a thin membrane."""
    surface_charge: float = 0.0
    permeabilities: tuple = None
    capacitance: float = 0.0


@dataclass
class End:
    """concentrations [mol/m^3] (None: no flux); potential [V], or surface charge [C/m^2], or Stern layer [F/m^2] in front of
    an electrode at 'potential'; or current density [A/m^2] to the right, by which the potential is found."""
    concentrations: tuple
    potential: float = 0.0
    surface_charge: float = None
    stern: float = None
    current: float = None


@dataclass
class Problem:
    charges: tuple
    diffusivities: tuple
    layers: list
    left: End
    right: End
    joints: list = None
    temperature: float = 298.15

    def __post_init__(self):
        self.joints = self.joints or [Joint() for _ in self.layers[1:]]


class Solution:
    """fluxes [mol/m^2/s] to the right, potential of the right end [V], current [A/m^2]; nodes()."""

    def __init__(self, system, y):
        self.system, self.y, p = system, y, system.problem
        self.fluxes = y[system.first_flux:system.first_flux + len(p.charges)] * system.flux_scale
        self.current = F * float(numpy.dot(p.charges, self.fluxes))
        self.potential = y[system.nodes_of(len(p.layers) - 1)[-1]] * system.thermal

    def nodes(self):
        """x [m], phi [V], c [mol/m^3] (species by nodes) at all nodes of the mesh."""
        s, p, parts, start = self.system, self.system.problem, [], 0.0
        for k, layer in enumerate(p.layers):
            first = s.nodes_of(k)
            block = self.y[first[:, None] + numpy.arange(s.m)[None, :]]
            parts.append((start + s.meshes[k] * s.length, block))
            start += layer.length
        x = numpy.concatenate([a for a, _ in parts])
        y = numpy.concatenate([b for _, b in parts])
        c = numpy.exp(y[:, 2:]) if s.logarithm else y[:, 2:]
        return x, y[:, 0] * s.thermal, c.T * s.concentration


def loaded(problem, t):
    """The problem with a part t of its charges, voltage and difference of concentrations."""
    if t == 1:
        return problem
    scaled = lambda end: replace(end, potential=None if end.potential is None else t * end.potential,
                                 surface_charge=None if end.surface_charge is None else t * end.surface_charge,
                                 current=None if end.current is None else t * end.current)
    right = scaled(problem.right)
    right.concentrations = tuple(b if a is None or b is None else a + t * (b - a)
                                 for a, b in zip(problem.left.concentrations, problem.right.concentrations))
    joints = [replace(j, surface_charge=t * j.surface_charge) for j in problem.joints]
    return replace(problem, layers=[replace(layer, charge=t * layer.charge) for layer in problem.layers],
                   left=scaled(problem.left), right=right, joints=joints)


def solve(problem, logarithm=True, stages=4, ratio=1.4, **mesh):
    """Newton's method from the neutral start; if that fails, with the load in steps."""
    system = System(problem, logarithm, stages, ratio, **mesh)
    y = system.newton(system.start())
    return Solution(system, in_steps(system) if y is None else y)


def in_steps(system):
    """The unknowns at full load, by steps of the load; each start from the line through the last two."""
    t, step, y, before = 0.0, 0.25, None, None
    while t < 1:
        target = min(1.0, t + step)
        part = system.with_problem(loaded(system.problem, target))
        guess = part.start() if y is None else y
        if before is not None:
            ahead = y + (y - before[1]) * (target - t) / (t - before[0])
            guess = ahead if system.logarithm or (ahead >= 0).all() else y
        found = part.newton(guess, steps=40)
        if found is None:
            step *= 0.5
            if step < 1e-4:
                raise RuntimeError(f"no convergence at load {target}")
            continue
        before = None if y is None else (t, y)
        t, y, step = target, found, 1.6 * step
    return y


def interpolated(solution, system):
    """A start on another mesh, or in other unknowns."""
    x, phi, c = solution.nodes()
    y, x0, offset = system.start(), 0.0, 0
    old = solution.system
    for k, mesh in enumerate(system.meshes):
        count = len(old.meshes[k])
        first = old.nodes_of(k)
        xs = old.meshes[k]
        nodes = system.nodes_of(k)
        h = system.sizes[k]
        stage = mesh[:-1, None] + h[:, None] * system.c[None, :]
        for t, place in ((mesh, nodes), (stage, nodes[:-1, None] + system.m * (1 + numpy.arange(system.s))[None, :])):
            for q in range(system.m):
                values = solution.y[first + q]
                if q >= 2:
                    values = values if old.logarithm else numpy.log(numpy.maximum(values, 1e-300))
                y[place + q] = numpy.interp(t, xs, values)
                if q >= 2 and not system.logarithm:
                    y[place + q] = numpy.exp(y[place + q])
        offset += count
    y[system.first_flux:] = solution.y[old.first_flux:]
    return y


def checked(problem, logarithm=True, both=True, **mesh):
    """(solution, bound): the finer of two meshes and orders, in ln c and in c (both=False: in one of them), and the
    difference to the other: of the fluxes, relative to each that is more than rounding, and of an unknown potential."""
    rough = solve(problem, logarithm=logarithm, **mesh)
    found = []
    for logs, stages, ratio in ((logarithm, 6, 1.2), (logarithm ^ both, 5, 1.25)):
        system = System(problem, logs, stages, ratio, first=0.05, largest=0.025)
        y = system.newton(interpolated(rough, system), limit=1.0)
        if y is None:
            raise RuntimeError(f"the fine mesh did not converge (logarithm={logs})")
        found.append(Solution(system, y))
    best, other = found
    floor = 1e-14 * numpy.abs(best.fluxes).max()
    pairs = [(a, b) for a, b in zip(best.fluxes, other.fluxes) if abs(a) > floor]
    if problem.right.current is not None:
        pairs.append((best.potential, other.potential))
    else:
        pairs.append((best.current, other.current))
    return best, max((abs(a - b) / abs(a) for a, b in pairs if a), default=0.0)
