#include <ionflux/geometry/geometry.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/errors.h>

#include <deal.II/base/parameter_handler.h>

#include <type_traits>

namespace ionflux {

namespace {

/// Leaves the subsection again on every way out.
class Subsection {
public:
  Subsection(dealii::ParameterHandler& prm, const std::string& name) : prm(prm) {
    prm.enter_subsection(name);
  }
  ~Subsection() { prm.leave_subsection(); }
  Subsection(const Subsection&) = delete;
  Subsection& operator=(const Subsection&) = delete;

private:
  dealii::ParameterHandler& prm;
};

template <int dim>
auto maker(const GeometryRow& row) {
  if constexpr (dim == 2)
    return row.make_2d;
  else
    return row.make_3d;
}

template <int dim>
[[noreturn]] void refuse_type(const std::string& type, const bool known) {
  std::string types;
  for (const GeometryRow& row : geometries())
    if (maker<dim>(row) != nullptr) types += (types.empty() ? "" : ", ") + row.name;
  const std::string dimension = std::to_string(dim) + " dimensions";
  throw InputError(ExitCode::bad_parameters,
                   {Fault{known ? "this geometry does not exist in " + dimension
                                : "there is no geometry of this type",
                          {},
                          "Geometry/Type",
                          type,
                          types + " (in " + dimension + ")"}});
}

} // namespace

const std::vector<GeometryRow>& geometries() {
  static const std::vector<GeometryRow> table = {box_row(),      membrane_row(),   mesh_file_row(),
                                                 nanopore_row(), pore_array_row(), shell_row()};
  return table;
}

template <int dim>
std::unique_ptr<Geometry<dim>> make_geometry(const std::string& type, dealii::ParameterHandler& prm,
                                             const MeshContext& context) {
  for (const GeometryRow& row : geometries()) {
    if (row.name != type) continue;
    const auto make = maker<dim>(row);
    if (make == nullptr) refuse_type<dim>(type, true);
    const Subsection inside(prm, row.name);
    return make(prm, context);
  }
  refuse_type<dim>(type, false);
}

template std::unique_ptr<Geometry<2>>
make_geometry<2>(const std::string&, dealii::ParameterHandler&, const MeshContext&);
template std::unique_ptr<Geometry<3>>
make_geometry<3>(const std::string&, dealii::ParameterHandler&, const MeshContext&);

} // namespace ionflux
