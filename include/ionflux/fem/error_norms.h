#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/exact_solution.h>
#include <ionflux/fem/model.h>

#include <string>
#include <vector>

namespace ionflux {

/// Distance of one computed field from the exact one, for the whole object (symmetry undone; per
/// metre of depth in planar runs).
struct FieldError {
  std::string name;      ///< "phi", "c_K", "mu_K"
  std::string unit;      ///< of the field
  double l2 = 0.0;       ///< L2 norm of the error [unit m^(n/2)], n the physical dimension
  double h1 = 0.0;       ///< L2 norm of the error of the gradient [unit m^(n/2 - 1)]
  double exact_l2 = 0.0; ///< the same norms of the exact field
  double exact_h1 = 0.0;
};

/// Errors of the potential (unless it is given), of every concentration, and of the electrochemical
/// potentials where they are the unknowns. Global; collective.
///
/// Quadrature with degree + 3 Gauss points a direction: the error is not sampled at the points at
/// which the discrete solution is especially accurate.
///
/// @param solution ghosted, all constraints distributed
/// @throws InputError alike on all ranks where the exact solution has no value
template <int dim>
std::vector<FieldError> error_norms(const Discretization<dim>& discretization, const Model& model,
                                    const dealii::PETScWrappers::MPI::Vector& solution,
                                    const ExactSolution& exact, double symmetry_fraction);

/// "V m" for the L2 norm of a field in V in a planar run; `derivatives` 1 for the H1 seminorm.
std::string norm_unit(const std::string& unit, unsigned int physical_dimension,
                      unsigned int derivatives);

} // namespace ionflux
