#!/usr/bin/python3
"""The cone of prm/conical_pore_iv.prm with another program: FEniCSx (dolfinx 0.5, Debian 12) on triangles.

    apt-get install --no-install-recommends python3-dolfinx python3-petsc4py-real python3-gmsh
    OMP_NUM_THREADS=1 python3 peer.py [--refine 0.7] [--volts -1 1]

Nothing is shared with ionflux but the equations: Gmsh triangles, quadratic elements, (phi, ln c) as unknowns, a
sparse direct solver, steps of 0.1 V in the voltage. Prints the current [A] into the domain at the upper end,
from the residual rows there, for each voltage. Lengths in nm.
"""
import argparse
import math

import gmsh
import numpy as np
import ufl
from dolfinx import fem
from dolfinx.fem.petsc import NonlinearProblem, assemble_vector
from dolfinx.io.gmshio import model_to_mesh
from dolfinx.nls.petsc import NewtonSolver
from mpi4py import MPI
from petsc4py import PETSc

arguments = argparse.ArgumentParser()
arguments.add_argument("--refine", type=float, default=1.0, help="factor of all cell sizes")
arguments.add_argument("--volts", type=float, nargs="+", default=[-1.0, 1.0])
a = arguments.parse_args()

F, R, T, EPS0 = 96485.33212331, 8.31446261815324, 298.15, 8.8541878128e-12
VT = R * T / F
C0, L0, SIGMA = 100.0, 1e-9, -0.08
D = [1.957e-9, 2.032e-9]
Z = [1, -1]
LAMBDA2 = EPS0 * 78.5 * VT / (F * C0 * L0**2)
TIP, HALF, END, SIDE = 3.0, 100.0, 200.0, 100.0
BASE = TIP + 2 * HALF * math.tan(math.radians(4))
LOWER, UPPER, WALL = 1, 2, 3


def mesh():
    gmsh.initialize()
    gmsh.option.setNumber("General.Terminal", 0)
    g = gmsh.model.geo
    points = [(0, -END), (SIDE, -END), (SIDE, -HALF), (TIP, -HALF), (BASE, HALF), (SIDE, HALF), (SIDE, END), (0, END)]
    p = [g.addPoint(r, z, 0) for r, z in points]
    lines = [g.addLine(p[i], p[(i + 1) % 8]) for i in range(8)]
    g.addPlaneSurface([g.addCurveLoop(lines)])
    g.synchronize()
    gmsh.model.addPhysicalGroup(2, [1], 1)
    for name, members in ((LOWER, [lines[0]]), (UPPER, [lines[6]]), (WALL, lines[2:5])):
        gmsh.model.addPhysicalGroup(1, members, name)
    field = gmsh.model.mesh.field
    field.add("Distance", 1)
    field.setNumbers(1, "CurvesList", lines[2:5])
    field.setNumber(1, "NumPointsPerCurve", 2000)
    field.add("Distance", 2)
    field.setNumbers(2, "PointsList", [p[3], p[4]])
    s = a.refine
    field.add("MathEval", 3)
    field.setString(3, "F", f"{s}*(0.45 + 0.25*F1)")
    field.add("MathEval", 4)
    field.setString(4, "F", f"{s}*(0.03 + 0.2*F2)")
    field.add("Min", 5)
    field.setNumbers(5, "FieldsList", [3, 4])
    field.setAsBackgroundMesh(5)
    for option in ("MeshSizeExtendFromBoundary", "MeshSizeFromPoints", "MeshSizeFromCurvature"):
        gmsh.option.setNumber("Mesh." + option, 0)
    gmsh.option.setNumber("Mesh.MeshSizeMax", 8 * s)
    gmsh.model.mesh.generate(2)
    result = model_to_mesh(gmsh.model, MPI.COMM_SELF, 0, gdim=2)
    gmsh.finalize()
    return result


msh, _, facets = mesh()
element = ufl.FiniteElement("Lagrange", msh.ufl_cell(), 2)
W = fem.FunctionSpace(msh, ufl.MixedElement([element] * 3))
w = fem.Function(W)
phi, *logs = ufl.split(w)
test_phi, *tests = ufl.TestFunctions(W)
r = ufl.SpatialCoordinate(msh)[0]
dx = ufl.Measure("dx", domain=msh, metadata={"quadrature_degree": 6})
ds = ufl.Measure("ds", domain=msh, subdomain_data=facets, metadata={"quadrature_degree": 6})
charge = fem.Constant(msh, PETSc.ScalarType(0.0))
residual = r * LAMBDA2 * ufl.inner(ufl.grad(phi), ufl.grad(test_phi)) * dx
residual -= r * sum(z * ufl.exp(u) for z, u in zip(Z, logs)) * test_phi * dx + r * charge * test_phi * ds(WALL)
for z, d, u, v in zip(Z, D, logs, tests):
    residual += r * d / D[0] * ufl.exp(u) * ufl.inner(ufl.grad(u) + z * ufl.grad(phi), ufl.grad(v)) * dx

voltage = fem.Constant(msh, PETSc.ScalarType(0.0))
zero = fem.Constant(msh, PETSc.ScalarType(0.0))
bcs, upper_dofs = [], []
for tag in (LOWER, UPPER):
    edges = facets.find(tag)
    for k in range(3):
        dofs = fem.locate_dofs_topological(W.sub(k), 1, edges)
        bcs.append(fem.dirichletbc(voltage if (tag, k) == (UPPER, 0) else zero, dofs, W.sub(k)))
        if tag == UPPER and k > 0:
            upper_dofs.append(dofs)

solver = NewtonSolver(MPI.COMM_SELF, NonlinearProblem(residual, w, bcs))
solver.rtol, solver.atol, solver.max_it, solver.convergence_criterion = 1e-10, 1e-10, 40, "incremental"
options = PETSc.Options()
prefix = solver.krylov_solver.getOptionsPrefix()
options[prefix + "ksp_type"], options[prefix + "pc_type"] = "preonly", "lu"
options[prefix + "pc_factor_mat_solver_type"] = "mumps"
solver.krylov_solver.setFromOptions()
form = fem.form(residual)


def current():
    """Into the domain at the upper end [A]."""
    rows = assemble_vector(form).array
    flux = [rows[dofs].sum() for dofs in upper_dofs]
    return 2 * math.pi * F * D[0] * C0 * L0 * sum(z * f for z, f in zip(Z, flux))


print(f"{msh.topology.index_map(2).size_local} triangles, {W.dofmap.index_map.size_global} nodes x 3", flush=True)
for part in np.linspace(0.02, 1, 25):
    charge.value = part * SIGMA / (F * C0 * L0)
    solver.solve(w)
equilibrium = w.x.array.copy()
for volts in a.volts:
    w.x.array[:] = equilibrium
    for v in np.linspace(0, volts, max(2, 1 + round(abs(volts) / 0.1)))[1:]:
        voltage.value = v / VT
        solver.solve(w)
    print(f"{volts:g} V  {current():.6e} A", flush=True)
