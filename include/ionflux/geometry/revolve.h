#pragma once

/// Three-dimensional hexahedral meshes about the z axis from a mesh of the half plane (r, z).

#include <ionflux/geometry/block_mesh.h>

namespace ionflux {

/// How to turn a mesh about the axis.
struct Revolution {
  unsigned int cells_per_quarter = 4; ///< angular cells; even
  unsigned int n_quarters = 4;        ///< 1: x, y >= 0; 2: y >= 0; 4: all of it
  int cell_manifold = 0;              ///< manifold id (cylindrical about z) of cells off the core
  int symmetry_x = none;              ///< boundary id of the plane x = 0 (one quarter only)
  int symmetry_y = none;              ///< boundary id of the plane y = 0 (one or two quarters)
};

/// The solid of revolution of a mesh in (r, z).
///
/// Cells with an edge on r = 0 do not collapse: the disc they sweep becomes a square core of
/// cells_per_quarter/2 cells a quarter in both directions, straight, inside one ring of curved
/// cells. Marks of edges pass to the faces they sweep; those of edges on the axis vanish with it.
/// @pre cells at the axis touch it with a whole edge, none with a single vertex
BlockMesh<3> revolve(const BlockMesh<2>& mesh, const Revolution& revolution);

} // namespace ionflux
