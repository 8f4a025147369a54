#pragma once

/// Cells that lie on each other: each is well formed, but their sum covers a place twice.

#include <ionflux/geometry/block_mesh.h>

#include <utility>

namespace ionflux {

/// Two cells of which one contains the centre of the other, or {n, n} with n = mesh.cells.size().
///
/// A mesh that winds over itself (a spiral, two parts drawn on each other) has such a pair unless
/// the overlap is thinner than half a cell. Linear in the number of cells as long as their sizes
/// are alike. Cells must be convex (check_cells()).
template <int dim>
std::pair<unsigned int, unsigned int> find_overlap(const BlockMesh<dim>& mesh);

} // namespace ionflux
