#pragma once

#include <ionflux/fem/adaptivity/problem_view.h>
#include <ionflux/fem/flux_functional.h>

#include <deal.II/lac/vector.h>

namespace ionflux {

/// The error of a goal, and where it comes from.
struct WeightedResidual {
  double error = 0.0;            ///< estimate of J(u) - J(u_h), with its sign; dimensionless
  dealii::Vector<double> shares; ///< >= 0, of each active cell; only owned cells count
};

/// Dual-weighted residual, localised with a partition of unity.
///
/// With the test function Z (goal weights plus dual solution) and its interpolation I_h Z in the
/// elements of the solution, J(u) - J(u_h) = - R(u_h; Z - I_h Z) up to a remainder of second order
/// (Becker & Rannacher, Acta Numerica 10, 2001). It is split by the bilinear nodal functions psi_i,
/// sum_i psi_i = 1, into - R(u_h; (Z - I_h Z) psi_i): no strong residual and no jumps over faces
/// are needed (Richter & Wick, J. Comput. Appl. Math. 279, 2015). The residual is taken once, in
/// elements of degree p + 2, which hold these products exactly.
///
/// The residual in degree p + 2 also knows curved boundaries, data and integrals better. What the
/// solution's own elements make of them, - (R(u_h; I_h Z) - R_h(u_h; I_h Z)), is added, and split
/// by the nodes of degree p.
///
/// @param own_form of the solution's elements, set up
/// @param solution ghosted, constraints distributed
/// @param rows     raw residual of the solution, with surface terms
/// @param finer    elements of the dual problem, degree p + 1, on the same mesh
/// @param dual     Z, ghosted, hanging nodes in place
template <int dim>
WeightedResidual weighted_residual(const ProblemView<dim>& problem, const Assembler<dim>& own_form,
                                   const dealii::PETScWrappers::MPI::Vector& solution,
                                   const dealii::PETScWrappers::MPI::Vector& rows, const Goal& goal,
                                   const Discretization<dim>& finer,
                                   const dealii::PETScWrappers::MPI::Vector& dual);

} // namespace ionflux
