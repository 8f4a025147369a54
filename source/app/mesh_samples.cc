#include <ionflux/app/mesh_samples.h>

#include <ionflux/fem/fixed_values.h>
#include <ionflux/input/input_names.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <cmath>
#include <map>
#include <set>

namespace ionflux {

using namespace dealii;

namespace {

using Place = GivenValue::Point;

// Charge that is none, of that of all ions.
constexpr double neutral_part = 1e-6;

/// The first thing wrong with each value, in the order of the input.
struct Findings {
  std::map<std::string, Fault> faults;         ///< by path of the parameter
  std::map<std::string, std::string> warnings; ///< by surfaces
};

template <int dim>
class Sampler {
public:
  Sampler(SteadySimulation<dim>& simulation, const Parameters& parameters)
      : d(simulation.discretization()), boundaries(simulation.boundaries()),
        medium(simulation.medium()), p(parameters), length(simulation.scaling().length),
        filling(materials_by_region(simulation.labels())) {}

  Findings run() {
    const QGauss<dim> gauss(d.n_quadrature_points());
    const Quadrature<dim> nodes(d.scalar_fe.get_unit_support_points());
    const QGauss<dim - 1> face_gauss(d.n_quadrature_points());
    const Quadrature<dim - 1> face_nodes(d.scalar_fe.get_unit_face_support_points());
    FEValues<dim> inside(d.mapping, d.scalar_fe, gauss, update_quadrature_points);
    FEValues<dim> at_nodes(d.mapping, d.scalar_fe, nodes, update_quadrature_points);
    FEFaceValues<dim> on_face(d.mapping, d.scalar_fe, face_gauss, update_quadrature_points);
    FEFaceValues<dim> at_face_nodes(d.mapping, d.scalar_fe, face_nodes, update_quadrature_points);
    const bool in_cells = any_in_cells();
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      const typename Triangulation<dim>::cell_iterator where = cell;
      if (in_cells) {
        inside.reinit(where);
        for (const Point<dim>& x : inside.get_quadrature_points())
          sample_cell(cell->material_id(), metres(x, length));
        if (p.electrolyte.potential_model == PotentialModel::given_expression) {
          at_nodes.reinit(where);
          for (const Point<dim>& x : at_nodes.get_quadrature_points())
            sample(p.electrolyte.given_potential, metres(x, length), "Electrolyte/Given potential");
        }
      }
      for (const unsigned int f : cell->face_indices()) {
        const int condition = condition_on(cell->face(f));
        if (condition == BoundaryMap::none || !is_sampled(condition)) continue;
        on_face.reinit(where, f);
        at_face_nodes.reinit(where, f);
        for (const FEFaceValues<dim>* values : {&on_face, &at_face_nodes})
          for (const Point<dim>& x : values->get_quadrature_points())
            sample_face(p.boundary_conditions[condition], metres(x, length),
                        values == &at_face_nodes, filling[cell->material_id()]->fixed_charge);
      }
    }
    return std::move(findings);
  }

private:
  std::vector<const Material*> materials_by_region(const MeshLabels& labels) const {
    std::vector<const Material*> list; // by region
    for (unsigned int region = 0; region < labels.regions.size(); ++region)
      for (const Material& material : p.materials)
        if (material.name == medium.material_name(region)) list.push_back(&material);
    return list;
  }

  bool any_in_cells() const {
    bool any = p.electrolyte.potential_model == PotentialModel::given_expression &&
               !p.electrolyte.given_potential.is_constant();
    for (const GivenValue& source : p.electrolyte.sources)
      any = any || !source.is_constant();
    for (const Material& material : p.materials)
      any = any || !material.fixed_charge.is_constant();
    return any;
  }

  int condition_on(const typename Triangulation<dim>::face_iterator& face) const {
    if (!face->at_boundary()) return boundaries.on_interface(face->manifold_id());
    const int own = boundaries.on_boundary(face->boundary_id());
    return own != BoundaryMap::none ? own : boundaries.on_membrane(face->boundary_id());
  }

  /// Is there an expression, or a set of concentrations whose charge is to be looked at?
  bool is_sampled(const int condition) {
    const auto found = sampled.find(condition);
    if (found != sampled.end()) return found->second;
    bool any = false;
    for (const AppliedLaw& law : p.boundary_conditions[condition].laws) {
      any = any || !law.value.is_constant() || law.row->gives == Gives::concentration;
      for (const GivenValue& parameter : law.parameters)
        any = any || !parameter.is_constant();
    }
    return sampled[condition] = any;
  }

  /// The value, NaN where there is none; what is wrong is noted.
  double sample(const GivenValue& value, const Place& x, const std::string& path) {
    try {
      return value(x);
    } catch (const InputError& error) { // not finite; says where
      note(path, value, error.faults().front().what, error.faults().front().allowed);
      return std::nan("");
    }
  }

  void note(const std::string& path, const GivenValue& value, const std::string& what,
            const std::string& allowed) {
    if (findings.faults.count(path) != 0) return;
    findings.faults[path] = {what, location_of(p, path), path, value.text(), allowed};
  }

  void sample_cell(const unsigned int region, const Place& x) {
    const Material& material = *filling[region];
    if (!material.fixed_charge.is_constant())
      sample(material.fixed_charge, x, "Materials/" + material.name + "/Fixed charge");
    if (!p.electrolyte.given_potential.is_constant())
      sample(p.electrolyte.given_potential, x, "Electrolyte/Given potential");
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (!p.electrolyte.sources[i].is_constant() && !material.excluded[i])
        sample(p.electrolyte.sources[i], x,
               "Electrolyte/Species/" + p.electrolyte.species[i].name + "/Source");
  }

  void sample_face(const BoundaryCondition& condition, const Place& x, const bool is_node,
                   const GivenValue& fixed_charge) {
    const std::string section = "Boundary conditions/" + join(condition.surfaces, ", ") + "/";
    std::set<int> ions;
    double charge = 0.0, total = 0.0;
    for (const AppliedLaw& law : condition.laws) {
      if (law.row->essential() != is_node) continue; // where it is asked for
      const std::string path = section + law_name(p, law);
      for (const GivenValue& parameter : law.parameters)
        if (!parameter.is_constant()) sample(parameter, x, path);
      const double value = sample(law.value, x, path);
      if (!std::isfinite(value)) continue;
      const std::string limit = limit_exceeded(*law.row, value);
      if (!law.value.is_constant() && !limit.empty())
        note(path, law.value, number_at(value, law.row->unit, x) + " (is there a pole?)", limit);
      if (law.row->gives != Gives::concentration) continue;
      if (value < 0.0)
        note(path, law.value, "a concentration of " + number_at(value, "mol/m^3", x),
             "zero or more");
      else if (value == 0.0 && !p.electrolyte.solves_for_concentration(law.species))
        note(path, law.value,
             "a concentration of zero has no electrochemical potential: " +
                 number_at(value, "mol/m^3", x),
             "a positive concentration, or Primary variables = concentration");
      const int z = p.electrolyte.species[law.species].charge_number;
      if (z != 0) ions.insert(law.species);
      charge += z * value;
      total += std::abs(z) * value;
    }
    if (!is_node || !condition.bath.empty()) return;
    const double fixed = fixed_charge.is_zero() ? 0.0 : fixed_charge(x) / constants::faraday;
    if (std::abs(charge + fixed) > neutral_part * total)
      look_at_charge(condition, x, ions, charge, total);
  }

  /// All ions given, but not neutral, nor with the fixed charge beside them: right at a charged
  /// wall, seldom meant elsewhere.
  void look_at_charge(const BoundaryCondition& condition, const Place& x, const std::set<int>& ions,
                      const double charge, const double total) {
    const std::string surfaces = join(condition.surfaces, ", ");
    if (p.electrolyte.potential_model == PotentialModel::given_expression ||
        ions.size() < n_ions() || p.convergence.reference == ReferenceKind::exact_solution ||
        std::abs(charge) <= neutral_part * total || findings.warnings.count(surfaces) != 0)
      return;
    findings.warnings[surfaces] =
        "the concentrations given on '" + surfaces +
        "' are not electroneutral: sum of z c = " + number_at(charge, "mol/m^3", x) +
        format_text(", %.3g %% of its ions", 100.0 * charge / total);
  }

  std::size_t n_ions() const {
    std::size_t n = 0;
    for (const Species& species : p.electrolyte.species)
      n += species.charge_number != 0;
    return std::max<std::size_t>(n, 1);
  }

  std::string number_at(const double value, const std::string& unit, const Place& x) const {
    std::vector<std::string> coordinates;
    for (unsigned int k = 0; k < dim; ++k)
      coordinates.push_back(format_text("%.4g", x[k]));
    return format_text("%.4g ", value) + unit + " at (" + join(coordinates, ", ") + ") m";
  }

  const Discretization<dim>& d;
  const BoundaryMap& boundaries;
  const Medium& medium;
  const Parameters& p;
  const double length;
  const std::vector<const Material*> filling; ///< material by region
  std::map<int, bool> sampled;
  Findings findings;
};

/// What any rank found; of the same path, the first rank's. Faults travel as text.
std::map<std::string, std::vector<std::string>>
gather(MPI_Comm comm, const std::map<std::string, std::vector<std::string>>& mine) {
  std::map<std::string, std::vector<std::string>> all;
  for (const auto& theirs : Utilities::MPI::all_gather(comm, mine))
    all.insert(theirs.begin(), theirs.end());
  return all;
}

} // namespace

template <int dim>
std::vector<std::string> sample_expressions(SteadySimulation<dim>& simulation,
                                            const Parameters& parameters) {
  MPI_Comm comm = simulation.discretization().communicator;
  const Findings mine = Sampler<dim>(simulation, parameters).run();
  std::map<std::string, std::vector<std::string>> texts;
  for (const auto& [path, fault] : mine.faults)
    texts[path] = {fault.what, fault.value, fault.allowed};
  std::vector<Fault> faults;
  for (const auto& [path, text] : gather(comm, texts))
    faults.push_back({text[0], location_of(parameters, path), path, text[1], text[2]});
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);

  texts.clear();
  for (const auto& [surfaces, warning] : mine.warnings)
    texts[surfaces] = {warning};
  std::vector<std::string> warnings;
  for (const auto& [surfaces, text] : gather(comm, texts))
    warnings.push_back(text[0]);
  return warnings;
}

template std::vector<std::string> sample_expressions(SteadySimulation<2>&, const Parameters&);
template std::vector<std::string> sample_expressions(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
