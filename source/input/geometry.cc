#include <ionflux/geometry/cell_budget.h>
#include <ionflux/geometry/cut.h>
#include <ionflux/input/input_names.h>
#include <ionflux/input/scales.h>
#include <ionflux/input/sections.h>
#include <ionflux/input/size_checks.h>
#include <ionflux/physics/scaling.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

std::vector<std::string> geometry_names() {
  std::vector<std::string> names;
  for (const GeometryRow& row : geometries())
    names.push_back(row.name);
  return names;
}

/// What is written in the subsection of a geometry that is not built would be ignored in silence.
void refuse_other_geometries(InputReader& in, const ParameterFile& file, const std::string& type) {
  for (const std::string& other : geometry_names())
    for (const ParameterEntry& entry : file.entries)
      if (other != type && entry.section == std::vector<std::string>{"Geometry", other}) {
        in.fault({"section 'Geometry/" + other + "' is set, but the geometry is '" + type + "'",
                  entry.where, entry.path(), entry.value, "only section 'Geometry/" + type + "'"});
        break;
      }
}

/// Surfaces with a law of thin membranes.
std::vector<std::string> membrane_surfaces(const Parameters& p) {
  std::vector<std::string> names;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    if (std::any_of(condition.laws.begin(), condition.laws.end(),
                    [](const AppliedLaw& law) { return law.row->of_membrane(); }))
      names.insert(names.end(), condition.surfaces.begin(), condition.surfaces.end());
  return names;
}

/// Between an atom and a city; a unit was forgotten or is a wrong one beyond.
void check_extent(const double length) {
  constexpr double least = 1e-11, most = 1e4;
  if (length >= least && length <= most) return;
  Fault fault;
  fault.what = format_text("the geometry has a length of %.3g m", length);
  fault.parameter = "Geometry";
  fault.allowed = format_text("%.3g m to %.3g m; is a unit wrong or missing?", least, most);
  throw InputError(ExitCode::bad_parameters, std::vector<Fault>{fault});
}

} // namespace

void declare_geometry(dealii::ParameterHandler& prm) {
  prm.enter_subsection("Geometry");
  // The declared default must be a row; that the user names one is enforced as "mandatory".
  const std::vector<std::string> names = geometry_names();
  prm.declare_entry("Type", names.empty() ? "" : names.front(), Selection(join(names, "|")),
                    "Which geometry to build; its measures are in the subsection of that name.",
                    true);
  prm.declare_entry(
      "Global refinements", "0", Integer(0, 12),
      "How often every cell of the coarse mesh is halved in each direction before the "
      "first solution.");
  for (const GeometryRow& row : geometries()) {
    prm.enter_subsection(row.name);
    row.declare(prm);
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_geometry(InputReader& in, const ParameterFile& file, Parameters& p) {
  const InputReader::Section section(in, "Geometry");
  p.n_global_refinements = in.integer("Global refinements");
  if (!in.is_set("Type")) return; // reported as missing
  p.geometry_type = in.text("Type");
  const ParameterEntry* const entry = file.find({"Geometry"}, "Type");
  if (entry->value != p.geometry_type) return; // reported as a bad value
  refuse_other_geometries(in, file, p.geometry_type);
  for (const GeometryRow& row : geometries())
    if (row.name == p.geometry_type &&
        (p.dimension == 2 ? row.make_2d == nullptr : row.make_3d == nullptr))
      in.fault("Type",
               "the geometry '" + row.name + "' does not exist in " + std::to_string(p.dimension) +
                   " dimensions",
               p.dimension == 2 ? "Dimension = 3, or another geometry"
                                : "Dimension = 2, or another geometry");
}

template <int dim>
std::unique_ptr<Geometry<dim>> Parameters::make_geometry() const {
  if (dim != dimension) throw std::logic_error("geometry asked for in the wrong dimension");
  MeshContext context;
  context.debye_length = shortest_debye_length(*this);
  context.degree = degree;
  context.axisymmetric = axisymmetric;
  const auto slash = file_name.rfind('/');
  if (slash != std::string::npos) context.folder = file_name.substr(0, slash + 1);
  handler->enter_subsection("Geometry");
  // Leave the section also when the geometry throws: the handler is shared.
  const std::unique_ptr<dealii::ParameterHandler, void (*)(dealii::ParameterHandler*)> leave(
      handler.get(), [](dealii::ParameterHandler* prm) { prm->leave_subsection(); });
  // Each global refinement halves the cells in every direction.
  const double n_children = std::ldexp(1.0, dim * static_cast<int>(n_global_refinements));
  const CellBudget budget(most_cells(*this), bytes_per_cell(*this), n_children);
  try {
    auto geometry = ionflux::make_geometry<dim>(geometry_type, *handler, context);
    const std::vector<std::string> membranes = membrane_surfaces(*this);
    check_extent(geometry->reference_length());
    if (membranes.empty()) return geometry;
    return cut_along_interfaces<dim>(std::move(geometry), membranes);
  } catch (const std::logic_error& error) { // blocks whose cells do not come out as they should
    throw InputError(
        ExitCode::bad_parameters,
        std::vector<Fault>{
            {std::string("no mesh can be made of these lengths (") + error.what() + ")",
             location_of(*this, "Geometry/" + geometry_type), "Geometry/" + geometry_type, "",
             "lengths and cells that differ less from each other"}});
  } catch (const InputError& error) { // a geometry knows its values, but not their lines
    std::vector<Fault> faults = error.faults();
    for (Fault& fault : faults) {
      if (fault.parameter == "Geometry") fault.parameter += "/" + geometry_type;
      if (fault.where.text().empty()) fault.where = location_of(*this, fault.parameter);
    }
    throw InputError(error.code(), faults);
  }
}

template std::unique_ptr<Geometry<2>> Parameters::make_geometry<2>() const;
template std::unique_ptr<Geometry<3>> Parameters::make_geometry<3>() const;

} // namespace ionflux
