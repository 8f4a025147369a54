#pragma once

/// The box in two steps: its lattice of blocks, and the names of its parts.

#include <ionflux/geometry/block_mesh.h>
#include <ionflux/geometry/geometry.h>
#include <ionflux/geometry/named_expressions.h>

#include <string>
#include <vector>

namespace ionflux {

/// Names of the sides in the order of deal.II's face numbers; the first 2 dim of them exist.
extern const std::array<const char*, 6> box_sides;

/// Tensor-product mesh of coordinates, one region, faces marked by side (boundary id = face
/// number).
template <int dim>
BlockMesh<dim> box_lattice(const std::array<std::vector<double>, dim>& coordinates);

/// Give cells the region of the first part that contains their centre, and rename boundary faces
/// and interfaces by the patches. Returns the labels; ids are renumbered so that every label has
/// cells or faces.
/// @param unit length of the mesh's unit [m]
/// @param axis boundary id that is the symmetry axis, or none
/// @throws std::invalid_argument naming the part without cells or faces
template <int dim>
MeshLabels name_parts(BlockMesh<dim>& mesh, const std::vector<NamedPart<dim>>& regions,
                      const std::vector<NamedPart<dim>>& patches, double unit, int axis);

/// Shift inner vertices (off boundaries and interfaces) by up to `fraction` of their shortest edge,
/// in pseudo-random directions that are the same everywhere and always.
template <int dim>
void distort(BlockMesh<dim>& mesh, double fraction);

} // namespace ionflux
