#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/cell_budget.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/mesh_file.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/input_file.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

namespace {

using dealii::ParameterHandler;

const std::string me = "mesh file";
constexpr std::size_t largest_file = 1000000000;

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  prm.declare_entry(
      "File", "", Anything(),
      "Mesh of Gmsh, format 4.1 or 2.2 in ASCII, of quadrilaterals (3-D: hexahedra). Relative "
      "to the folder of the parameter file.");
  declare_quantity(prm, "Length unit", "1 nm", "m", "What 1 in the file means.");
  prm.declare_entry(
      "Symmetry planes", "", Anything(),
      "Boundaries, separated by commas, that are symmetry planes: no condition is set there. "
      "The axis of an axisymmetric mesh is one without being named.");
  prm.declare_entry(
      "Meshed fraction", "1", Double(1e-6, 1.0),
      "What part of the object is meshed, 0.25 for a quarter: fluxes and amounts are given for "
      "the whole.");
}

template <int dim>
std::unique_ptr<Geometry<dim>> make(ParameterHandler& prm, const MeshContext& context) {
  const std::string name = prm.get("File"), parameter = "Geometry/mesh file/File";
  if (name.empty())
    refuse_value(me, "File", name, "no mesh file is named", "the name of a .msh file");
  const double unit = positive_length(prm, me, "Length unit");
  MeshFileSettings settings;
  settings.axisymmetric = dim == 2 && context.axisymmetric;
  for (const std::string& plane : split_list(prm.get("Symmetry planes")))
    settings.symmetry_planes.insert(plane);
  settings.parameter = parameter;

  const std::string path = path_below(context.folder, name);
  NamedMesh<dim> named = name_mesh<dim>(
      parse_gmsh(read_input_file(path, parameter, largest_file), path, parameter), settings);
  require_cells(named.mesh.cells.size());
  Manifolds<dim> manifolds;
  for (const auto& [id, interface_name] : named.labels.interfaces)
    manifolds[id] = flat_manifold<dim>();
  return std::make_unique<BlockGeometry<dim>>(unit * named.extent, named.labels,
                                              std::move(named.mesh), std::move(manifolds),
                                              prm.get_double("Meshed fraction"));
}

} // namespace

GeometryRow mesh_file_row() {
  return {
      me,
      "A mesh made by Gmsh. Names are those of the physical groups: surfaces (3-D: volumes) are "
      "regions, "
      "curves (3-D: surfaces) are boundaries or, between cells, interfaces; without a name of its "
      "own the "
      "interface of regions a and b is \"a | b\". Axisymmetric: x is r, y is z, and the axis x = 0 "
      "is a "
      "symmetry. Curved boundaries stay polygons when the mesh is refined. See meshes/README.md.",
      declare, make<2>, make<3>};
}

} // namespace ionflux
