#pragma once

#include <ionflux/fem/discretization.h>

namespace ionflux {

/// Write the nodes of periodic sides that are the same place by one of them, and those that lie
/// between the nodes of a coarser cell across by these.
///
/// Every rank decides about the nodes it owns, of which it knows all copies, and tells the others:
/// deal.II's own constraints differ between ranks where ghost cells of ghost cells matter.
/// Collective.
///
/// @param constraints in: hanging nodes, closed; out: both, closed, the same on all ranks
/// @param relevant    of those; nodes that the relevant ones follow from are added
template <int dim>
void identify_periodic_nodes(const Discretization<dim>& discretization,
                             const std::map<dealii::types::boundary_id, unsigned int>& directions,
                             dealii::IndexSet& relevant,
                             dealii::AffineConstraints<double>& constraints);

} // namespace ionflux
