#pragma once

#include <ionflux/geometry/geometry.h>

namespace dealii {
namespace parallel::distributed {
template <int dim, int spacedim>
class Triangulation;
}
} // namespace dealii

namespace ionflux {

/// Tell a coarse mesh which faces look at each other: those of periodic sides, and the two sides of
/// cut interfaces. Cells across are neighbours then (2:1 balance, ghost cells,
/// periodic_neighbor()); the unknowns of the two sides stay separate.
///
/// @throws InputError if the faces of two sides do not match
template <int dim>
void join_opposite_faces(const MeshLabels& labels,
                         dealii::parallel::distributed::Triangulation<dim, dim>& mesh);

} // namespace ionflux
