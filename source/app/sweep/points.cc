#include <ionflux/app/sweep/points.h>

#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/scales.h>
#include <ionflux/output/files.h>
#include <ionflux/support/declarations.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>
#include <deal.II/grid/tria.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace ionflux {

namespace {

/// All values as entered, but for the sections in `except`.
/// @param declared of this point or another one: all have the same entries
std::string values_text(const Parameters& p, const Declarations& declared,
                        const std::set<std::string>& except) {
  std::string text;
  for (const DeclaredEntry& entry : declared.entries) {
    const std::string first = entry.section.empty() ? entry.name : entry.section.front();
    if (except.count(first)) continue;
    if (first == "Geometry" && entry.section.size() == 2 && entry.section[1] != p.geometry_type)
      continue;
    text += entry.path() + "=" + p.handler->get(entry.section, entry.name) + "\n";
  }
  return text;
}

// How a point is solved does not change its results, but how accurately does.
std::string result_key(const Parameters& p, const Declarations& declared) {
  const std::string text =
      values_text(p, declared, {"Title", "Output", "Solver", "Convergence study"}) +
      number_text(p.solver.relative_tolerance);
  return crc32_of(text);
}

/// What points with the same geometry share.
struct SharedMesh {
  MeshLabels labels;
  std::string key;
};

// The coarse mesh may or may not depend on the Debye length: look at it.
template <int dim>
SharedMesh look_at_mesh(const Parameters& p) {
  const std::unique_ptr<Geometry<dim>> geometry = p.make_geometry<dim>();
  const MeshLabels labels = geometry->labels();
  check_against_mesh(p, labels);
  dealii::Triangulation<dim> mesh;
  geometry->create_coarse_mesh(mesh);
  std::vector<double> numbers = {geometry->reference_length(), 1.0 * mesh.n_active_cells()};
  for (const auto& vertex : mesh.get_vertices())
    for (unsigned int d = 0; d < dim; ++d)
      numbers.push_back(vertex[d]);
  return {labels, crc32_of(std::string(reinterpret_cast<const char*>(numbers.data()),
                                       numbers.size() * sizeof(double)))};
}

const SharedMesh& mesh_of(const Parameters& p, const Declarations& declared,
                          std::map<std::string, SharedMesh>& known) {
  const std::string values = values_text(p, declared,
                                         {"Title", "Output", "Electrolyte", "Baths", "Materials",
                                          "Boundary conditions", "Convergence study"});
  const std::string with_debye = values + number_text(shortest_debye_length(p));
  const auto found = known.find(with_debye);
  if (found != known.end()) return found->second;
  SharedMesh mesh = p.dimension == 2 ? look_at_mesh<2>(p) : look_at_mesh<3>(p);
  mesh.key = crc32_of(values) + mesh.key;
  if (p.adaptivity.cells_per_debye_length > 0.0) mesh.key += crc32_of(with_debye);
  return known[with_debye] = mesh;
}

// Points between which an unknown must differ share no states.
std::string forced_unknowns(const Parameters& p) {
  std::string text = " ";
  for (const UnknownChoice& choice : p.unknown_choices)
    text += choice.by_data ? '-' : choice.letter();
  return text;
}

// Potential of the swept boundary; relative to the other electrode, if there is one other.
double voltage_of(const Parameters& p, const SweptElectrode& electrode) {
  double own = std::numeric_limits<double>::quiet_NaN(), other = 0.0;
  unsigned int n_others = 0;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      if (law.row->gives != Gives::potential || !law.value.is_constant()) continue;
      if (condition.surfaces == electrode.surfaces) {
        own = law.value({});
      } else {
        other = law.value({});
        ++n_others;
      }
    }
  return n_others == 1 ? own - other : own;
}

constexpr unsigned int most_faulty_points = 5;

// About half a MB each.
constexpr unsigned int most_kept_points = 100;

} // namespace

std::string SweepPoint::folder() const { return format_text("%04u", number); }

std::string SweepPoint::in_words(const SweepSettings& sweep) const {
  std::vector<std::string> pieces;
  for (std::size_t a = 0; a < sweep.axes.size(); ++a)
    pieces.push_back(sweep.axes[a].name + " = " + sweep.axes[a].values[index[a]].text);
  return join(pieces, ", ");
}

SweptElectrode swept_electrode(const SweepSettings& sweep) {
  for (std::size_t a = 0; a < sweep.axes.size(); ++a)
    for (const std::string& path : sweep.axes[a].parameters) {
      const std::vector<std::string> pieces = split(path, "/");
      if (sweep.axes[a].numeric && pieces.size() == 3 && pieces[0] == "Boundary conditions" &&
          pieces[2] == "Potential")
        return {static_cast<int>(a), split_list(pieces[1])};
    }
  return {};
}

double coordinate(const SweepAxis& axis, const double number) {
  bool logarithmic = axis.logarithmic;
  if (axis.unit == "mol/m^3") {
    logarithmic = true;
    for (const SweepValue& value : axis.values)
      logarithmic = logarithmic && value.number > 0.0;
  }
  return logarithmic ? std::log(std::abs(number)) : number;
}

std::vector<std::string> overrides_between(const SweepSettings& sweep,
                                           const std::vector<unsigned int>& index,
                                           const std::vector<unsigned int>& other,
                                           const double fraction) {
  std::vector<std::string> overrides;
  for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
    const SweepAxis& axis = sweep.axes[a];
    const SweepValue &from = axis.values[index[a]], &to = axis.values[other[a]];
    std::string text = from.text;
    if (index[a] != other[a] && axis.quantity) {
      const double x = coordinate(axis, from.number), y = coordinate(axis, to.number);
      double number = x + fraction * (y - x);
      if (x != from.number) number = std::copysign(std::exp(number), from.number);
      text = number_text(number) + (axis.unit.empty() ? "" : " " + axis.unit);
    }
    for (const std::string& path : axis.parameters)
      overrides.push_back(path + "=" + text);
  }
  return overrides;
}

Parameters parameters_of(const Parameters& sweep, const SweepPoint& point) {
  return point.parameters ? *point.parameters : parse_sweep_point(sweep, point.overrides);
}

std::vector<SweepPoint> expand_sweep(const Parameters& sweep, const unsigned int most) {
  const SweepSettings& settings = sweep.sweep;
  const SweptElectrode electrode = swept_electrode(settings);
  std::vector<SweepPoint> points(settings.n_points());
  std::vector<Fault> faults;
  ExitCode code = ExitCode::bad_parameters;
  unsigned int n_faulty = 0;
  std::map<std::string, SharedMesh> meshes;
  std::unique_ptr<const Declarations> declared;
  const unsigned int n = points.size(), stride = n > most ? 1 + (n - 1) / most : 1;
  for (unsigned int i = 0; i < n && n_faulty < most_faulty_points;
       i = i + 1 < n ? std::min(i + stride, n - 1) : n) {
    SweepPoint& point = points[i];
    point.number = i + 1;
    point.index = settings.indices(i);
    point.overrides = overrides_between(settings, point.index, point.index, 0.0);
    try {
      const auto parsed =
          std::make_shared<const Parameters>(parse_sweep_point(sweep, point.overrides));
      const Parameters& p = *parsed;
      if (i < most_kept_points) point.parameters = parsed;
      if (!declared) declared = std::make_unique<const Declarations>(*p.handler);
      const SharedMesh& mesh = mesh_of(p, *declared, meshes);
      check_against_mesh(p, mesh.labels);
      point.key = result_key(p, *declared);
      point.mesh = mesh.key + forced_unknowns(p);
      point.unknowns = p.unknown_choices;
      point.voltage =
          electrode.axis < 0 ? std::numeric_limits<double>::quiet_NaN() : voltage_of(p, electrode);
    } catch (const InputError& error) {
      code = error.code();
      ++n_faulty;
      for (Fault fault : error.faults()) {
        fault.what = "point " + std::to_string(point.number) + " of the sweep (" +
                     point.in_words(settings) + "): " + fault.what;
        faults.push_back(fault);
      }
    }
  }
  if (!faults.empty()) throw InputError(code, faults);
  return points;
}

} // namespace ionflux
