#pragma once

#include <ionflux/fem/discrete_problem.h>

#include <vector>

namespace ionflux {

/// What a part of the domain takes in of a field and does not let out, dimensionless, per radian if
/// axisymmetric.
struct Balance {
  unsigned int part = 0, field = 0;
  double left_over = 0.0; ///< sum of outward fluxes less what is produced; 0 at a solution
  double largest = 0.0;   ///< largest of the fluxes through the part's boundaries
  std::vector<unsigned int> boundaries; ///< ids of those
};

/// Of each field in each part that membranes separate, in the order of parts. Collective.
///
/// @param rows    raw residual with surface terms, see Assembler
/// @param outward what flows out through the boundaries by them
template <int dim>
std::vector<Balance>
balances(const Discretization<dim>& discretization, const DiscreteProblem<dim>& problem,
         const dealii::PETScWrappers::MPI::Vector& rows, const FluxTable& outward);

} // namespace ionflux
