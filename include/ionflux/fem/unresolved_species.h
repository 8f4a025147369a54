#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <vector>

namespace ionflux {

/// A species that the mesh does not resolve, and the place where that is worst.
template <int dim>
struct UnresolvedSpecies {
  unsigned int species;
  dealii::Point<dim> where; ///< centre of a cell, in reference lengths
  /// Of a species whose unknown is mu: how far mu and ln c vary over that cell [RT]. Each alone is
  /// harmless: mu in a field with uniform c, ln c in a double layer at equilibrium.
  double potential_span = 0.0, logarithm_span = 0.0;
  double least = 0.0;   ///< of a species whose unknown is c: its least value, negative [c0]
  double largest = 0.0; ///< concentration anywhere [c0]
};

/// Species whose unknown is mu and which flow through a cell over which mu and ln c both vary by
/// more than 3 RT, and species whose unknown is c and which is negative beyond rounding.
/// Collective; the same on all ranks.
///
/// @param solution with ghosts, all constraints distributed
template <int dim>
std::vector<UnresolvedSpecies<dim>>
unresolved_species(const Discretization<dim>& discretization, const Model& model,
                   const dealii::PETScWrappers::MPI::Vector& solution);

} // namespace ionflux
