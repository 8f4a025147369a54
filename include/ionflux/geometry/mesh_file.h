#pragma once

/// From a Gmsh file to a mesh with names: everything that must hold is checked on the way.

#include <ionflux/geometry/block_mesh.h>
#include <ionflux/geometry/geometry.h>
#include <ionflux/geometry/gmsh.h>

#include <set>
#include <string>

namespace ionflux {

struct MeshFileSettings {
  bool axisymmetric = false;
  std::set<std::string> symmetry_planes; ///< boundaries on which no condition may be set
  std::string parameter;                 ///< that named the file, for messages
};

template <int dim>
struct NamedMesh {
  BlockMesh<dim> mesh; ///< in units of the extent
  MeshLabels labels;
  double extent; ///< largest size in one direction, in units of the file
};

/// Cells, boundaries, interfaces and regions of the file.
///
/// Regions are the physical groups of dimension dim, boundaries and interfaces those of dimension
/// dim - 1: a face with one cell is on a boundary, a face between two cells on an interface. Faces
/// between two regions without a group are the interface "a | b"; faces on r = 0 of an axisymmetric
/// mesh without one are the symmetry "axis".
/// @throws InputError(ExitCode::bad_input_file) with all kinds of faults found, each with an
/// example
template <int dim>
NamedMesh<dim> name_mesh(const GmshMesh& file, const MeshFileSettings& settings);

} // namespace ionflux
