#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <string>

namespace ionflux {

/// Where the mobility model of a material is at its worst.
template <int dim>
struct WorstMobility {
  std::string model;        ///< name of its row
  std::string material;     ///< empty: nothing to look at
  double eigenvalue = 0.0;  ///< the least one of the symmetric part of M (least_dissipation())
                            ///< [m^2/s]
  double size = 0.0;        ///< the largest diffusivity there [m^2/s]
  std::string reason;       ///< why the model says nothing at `where`, in words; empty: it does
  dealii::Point<dim> where; ///< a node, in reference lengths

  bool dissipates() const { return reason.empty() && eigenvalue >= -1e-12 * size; }
};

/// Looks at the nodes of all cells. Collective; the same on all ranks.
///
/// @param solution with ghosts, all constraints distributed
template <int dim>
WorstMobility<dim> worst_mobility(const Discretization<dim>& discretization, const Model& model,
                                  const dealii::PETScWrappers::MPI::Vector& solution);

} // namespace ionflux
