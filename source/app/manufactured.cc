#include <ionflux/app/manufactured.h>
#include <ionflux/input/mesh_checks.h>

#include <ionflux/support/text.h>

#include <deal.II/grid/tria.h>

#include <algorithm>
#include <memory>

namespace ionflux {

namespace {

/// Electrochemical potential [J/mol] of the exact solution; no material matters, see ExactSolution.
GivenValue exact_potential_of(const std::shared_ptr<const ExactSolution>& exact,
                              const unsigned int i, const bool in_time) {
  return GivenValue(
      [=](const GivenValue::Point& x) { return exact->electrochemical_potential(x, i); }, "exact",
      in_time);
}

bool has_partition(const Parameters& p, const unsigned int i) {
  return std::any_of(p.materials.begin(), p.materials.end(), [i](const Material& material) {
    return material.standard_potential[i] != 0.0;
  });
}

/// Activities follow from concentrations of all species together, in a known material.
bool gives_activities(const Parameters& p, const std::vector<AppliedLaw>& entered) {
  if (p.materials.size() > 1) return false;
  return std::all_of(entered.begin(), entered.end(), [](const AppliedLaw& law) {
    return law.species < 0 || law.row->gives == Gives::concentration;
  });
}

/// The laws of one boundary with exact values; `entered` are those of the input.
std::vector<AppliedLaw> exact_laws(const Parameters& p,
                                   const std::shared_ptr<const ExactSolution>& exact,
                                   const std::vector<AppliedLaw>& entered) {
  std::vector<AppliedLaw> laws;
  const int n_species = p.electrolyte.n_species();
  for (int species = -1; species < n_species; ++species) {
    if (species < 0 && p.electrolyte.potential_model == PotentialModel::given_expression) continue;
    const BoundaryLaw* row = &law_that_gives(species < 0 ? Gives::potential : Gives::concentration);
    InputLocation where;
    for (const AppliedLaw& law : entered)
      if (law.species == species) {
        row = law.row;
        where = law.where;
      }
    if (row->has_unknown_potential()) row = &law_that_gives(Gives::potential);
    if (!row->essential()) continue;
    // A material with a partition coefficient holds another concentration than the expression says.
    if (row->gives == Gives::concentration && has_partition(p, species))
      row = &law_that_gives(Gives::electrochemical_potential);
    if (species >= 0 && !p.electrolyte.ideal)
      row = &law_that_gives(p.electrolyte.solves_for_concentration(species) ||
                                    gives_activities(p, entered)
                                ? Gives::concentration
                                : Gives::electrochemical_potential);
    const GivenValue value = row->gives == Gives::potential ? p.convergence.potential.given()
                             : row->gives == Gives::concentration
                                 ? p.convergence.concentration[species].given()
                                 : exact_potential_of(exact, species, p.time.requested);
    laws.push_back({row, species, value, where});
  }
  return laws;
}

std::vector<BoundaryCondition> exact_conditions(const Parameters& p, const MeshLabels& labels) {
  // Without regions: for what is the same in all materials.
  const auto exact = std::make_shared<const ExactSolution>(
      p.convergence.potential, p.convergence.concentration, p.electrolyte, p.materials,
      std::vector<unsigned int>());
  std::vector<BoundaryCondition> conditions;
  std::vector<std::string> covered(labels.symmetries.begin(), labels.symmetries.end());
  for (BoundaryCondition condition : p.boundary_conditions) {
    std::vector<std::string> outer;
    for (const std::string& surface : condition.surfaces) {
      const bool interface =
          !contains(labels.boundaries, surface) &&
          std::any_of(labels.interfaces.begin(), labels.interfaces.end(),
                      [&](const auto& entry) { return entry.second == surface; });
      if (!interface) outer.push_back(surface); // unknown names too: they are reported later
    }
    condition.surfaces = outer;
    condition.laws = exact_laws(p, exact, condition.laws);
    condition.bath.clear();
    covered.insert(covered.end(), outer.begin(), outer.end());
    if (!outer.empty()) conditions.push_back(condition);
  }
  for (const std::string& boundary : labels.boundaries)
    if (!contains(covered, boundary)) {
      conditions.push_back({{boundary}, exact_laws(p, exact, {}), "", {}});
      covered.push_back(boundary);
    }
  return conditions;
}

template <int dim>
Bath typical_bath(const Parameters& p, const Geometry<dim>& geometry) {
  Bath bath;
  bath.name = "exact solution";
  bath.concentrations.assign(p.electrolyte.n_species(), 0.0);
  dealii::Triangulation<dim> mesh;
  geometry.create_coarse_mesh(mesh);
  for (const auto& vertex : mesh.get_vertices()) {
    GivenValue::Point x{};
    for (unsigned int d = 0; d < dim; ++d)
      x[d] = vertex[d] * geometry.reference_length();
    for (unsigned int i = 0; i < bath.concentrations.size(); ++i)
      bath.concentrations[i] =
          std::max(bath.concentrations[i], p.convergence.concentration[i].value(x));
  }
  for (double& c : bath.concentrations)
    if (!(c > 0.0)) c = 1.0; // a perfect sink everywhere; any scale will do
  return bath;
}

} // namespace

ExactSolution make_exact_solution(const Parameters& p, const MeshLabels& labels) {
  return ExactSolution(p.convergence.potential, p.convergence.concentration, p.electrolyte,
                       p.materials, material_of_region(p, labels));
}

template <int dim>
Parameters manufactured_parameters(const Parameters& p) {
  Parameters manufactured = p;
  const auto geometry = p.make_geometry<dim>();
  manufactured.boundary_conditions = exact_conditions(p, geometry->labels());
  manufactured.baths.insert(manufactured.baths.begin(), typical_bath(p, *geometry));
  return manufactured;
}

template Parameters manufactured_parameters<2>(const Parameters&);
template Parameters manufactured_parameters<3>(const Parameters&);

} // namespace ionflux
