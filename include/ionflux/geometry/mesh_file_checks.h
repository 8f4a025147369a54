#pragma once

/// Faults of a Gmsh file that show before names are given.

#include <ionflux/geometry/block_mesh.h>
#include <ionflux/geometry/gmsh.h>
#include <ionflux/support/errors.h>

namespace ionflux {

/// Collects faults of one mesh file.
class MeshFaults {
public:
  MeshFaults(std::string file, std::string parameter)
      : file(std::move(file)), parameter(std::move(parameter)) {}

  /// @param line of the file, 0: none
  void add(const std::string& what, int line, const std::string& allowed = {});

  /// Throws InputError(ExitCode::bad_input_file) if there are any.
  void throw_if_any() const;

private:
  const std::string file, parameter;
  std::vector<Fault> list;
};

/// Elements of other kinds than lines and quadrilaterals (2-D) or quadrilaterals and hexahedra
/// (3-D), and meshes of another dimension.
void check_element_types(const GmshMesh& file, int dimension, MeshFaults& faults);

/// Text of a place in the units of the file.
template <int dim>
std::string place_text(const std::array<double, dim>& place);

/// Turns cells that are numbered the other way round; reports those that are degenerate, inverted
/// or there twice. `lines` of the cells.
template <int dim>
void check_cells(BlockMesh<dim>& mesh, const std::vector<int>& lines, double extent,
                 MeshFaults& faults);

/// Reports nodes at the same place, faces with three cells, and parts of the mesh that no face
/// joins.
template <int dim>
void check_connections(const BlockMesh<dim>& mesh, double extent, MeshFaults& faults);

} // namespace ionflux
