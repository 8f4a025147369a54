#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <string>
#include <vector>

namespace ionflux {

/// Where the activity model of a material is used beyond what it was published for, or describes a
/// state that is not thermodynamically stable: d ln a / d ln c is not positive definite, a mixture
/// would split there. (With electrochemical potentials as unknowns no such state is ever found.)
template <int dim>
struct BeyondRange {
  std::string material;
  bool unstable = false;
  std::string reason;        ///< in words, at `where`
  dealii::Point<dim> where;  ///< a node, in reference lengths
  unsigned int n_points = 0; ///< nodes of cells of this material where it is so
  unsigned int n_in_all = 0; ///< nodes of its cells
};

/// All materials in which that happens. Collective; counts are the same on all ranks, as is the
/// place: the first one on the lowest rank.
///
/// @param solution with ghosts, all constraints distributed
template <int dim>
std::vector<BeyondRange<dim>>
beyond_activity_range(const Discretization<dim>& discretization, const Model& model,
                      const dealii::PETScWrappers::MPI::Vector& solution);

} // namespace ionflux
