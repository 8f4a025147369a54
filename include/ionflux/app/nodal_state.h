#pragma once

#include <ionflux/app/steady_simulation.h>

#include <functional>
#include <vector>

namespace ionflux {

/// Where a node is seen from, and what is to be given there.
struct NodeValues {
  GivenValue::Point point;           ///< [m]
  unsigned int region = 0;           ///< deal.II material id of the cell
  double potential = 0.0;            ///< [V]; to be set
  std::vector<double> concentration; ///< of each species [mol/m^3]; to be set
};

/// The state whose potential and concentrations at the nodes are given, hanging nodes in place.
/// A node that several materials share counts to the last. Where concentrations jump between cells
/// of one region, their node has the mean. Collective.
///
/// @param give sets potential and concentrations; what it throws on a rank is thrown on all
template <int dim>
dealii::PETScWrappers::MPI::Vector nodal_state(SteadySimulation<dim>& simulation,
                                               const std::function<void(NodeValues&)>& give);

} // namespace ionflux
