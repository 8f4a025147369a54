/// STUB, to be dropped when branch `geometry` is merged: names and parameters only, no mesh.

#include <ionflux/geometry/geometry.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

namespace {

void declare_box(dealii::ParameterHandler& prm) {
  declare_quantities(prm, "Lengths", "1 um, 1 um", "m", "Edge lengths, one a coordinate.");
}

void declare_nanopore(dealii::ParameterHandler& prm) {
  declare_quantity(prm, "Pore radius", "5 nm", "m", "Radius of the pore.");
  declare_quantity(prm, "Pore length", "20 nm", "m", "Length of the pore.");
  declare_quantity(prm, "Reservoir radius", "40 nm", "m", "Radius of both reservoirs.");
  declare_quantity(prm, "Reservoir length", "40 nm", "m", "Length of each reservoir.");
}

template <int dim>
std::unique_ptr<Geometry<dim>> none(dealii::ParameterHandler&, const MeshContext&) {
  return nullptr;
}

} // namespace

const std::vector<GeometryRow>& geometries() {
  static const std::vector<GeometryRow> table = {
      {"box", "A rectangle or cuboid.", declare_box, none<2>, none<3>},
      {"nanopore", "A pore in a membrane.", declare_nanopore, none<2>, nullptr}};
  return table;
}

template <int dim>
std::unique_ptr<Geometry<dim>> make_geometry(const std::string&, dealii::ParameterHandler&,
                                             const MeshContext&) {
  throw InputError(ExitCode::internal, "the geometries are not merged yet");
}

template std::unique_ptr<Geometry<2>> make_geometry<2>(const std::string&, dealii::ParameterHandler&,
                                                       const MeshContext&);
template std::unique_ptr<Geometry<3>> make_geometry<3>(const std::string&, dealii::ParameterHandler&,
                                                       const MeshContext&);

} // namespace ionflux
