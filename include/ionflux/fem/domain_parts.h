#pragma once

#include <ionflux/fem/cell_table.h>
#include <ionflux/fem/discretization.h>

#include <vector>

namespace ionflux {

/// The parts into which thin membranes cut the domain: connected sets of cells. What flows into one
/// part must leave it through its own boundaries, so each has a balance of its own.
///
/// @return number of the part of each owned node, from 0, the same on any number of ranks.
/// Collective.
template <int dim>
std::vector<unsigned int> parts_of_nodes(const Discretization<dim>& discretization,
                                         const CellTable<dim>& cells);

} // namespace ionflux
