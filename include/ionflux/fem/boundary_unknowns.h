#pragma once

#include <ionflux/fem/boundary_map.h>
#include <ionflux/fem/discretization.h>

#include <vector>

namespace ionflux {

/// Mark of an unknown that belongs to no boundary.
inline constexpr unsigned int no_boundary = static_cast<unsigned int>(-1);

/// Boundary id that each owned unknown counts for in a boundary flux, no_boundary for inner nodes.
///
/// A node that two boundaries share counts for one of them: that with an essential law for the
/// field before one without, then the one that stands first in the input, on every rank alike.
/// @return by position among the owned unknowns
template <int dim>
std::vector<unsigned int> boundary_of_unknowns(const Discretization<dim>& discretization,
                                               const BoundaryMap& boundaries);

} // namespace ionflux
