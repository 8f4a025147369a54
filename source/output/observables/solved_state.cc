#include <ionflux/output/observables/plane_cut.h>
#include <ionflux/output/observables/power.h>
#include <ionflux/output/observables/solved_state.h>

#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/support/text.h>

#include <cmath>
#include <memory>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Permeabilities of the first thin membrane, else the diffusivities. Empty where a permeability
// varies from place to place, and where fluxes are not those of Nernst and Einstein.
std::vector<double> permeabilities(const Model& model) {
  const Electrolyte& electrolyte = model.electrolyte;
  std::vector<double> diffusivities;
  for (const Species& species : electrolyte.species)
    diffusivities.push_back(species.diffusivity);
  for (const BoundaryCondition& condition : model.boundaries.conditions()) {
    std::vector<double> permeability(electrolyte.n_species(), 0.0);
    bool is_membrane = false;
    for (const AppliedLaw& law : condition.laws)
      if (law.row->of_membrane() && law.row->lets_through) {
        if (!law.value.is_constant() || law.reaction != nullptr) return {};
        permeability[law.species] = law.value({});
        is_membrane = true;
      }
    if (is_membrane) return permeability;
  }
  return electrolyte.nernst_einstein ? diffusivities : std::vector<double>();
}

// What laws of surfaces report; the first species of a reaction speaks for it.
template <int dim>
void add_reports(const SolvedProblem<dim>& solved, const Vector& ghosted, const double flux_scale,
                 SolvedState& state) {
  const Model& model = solved.fields.model;
  const SurfaceReaction* last = nullptr;
  unsigned int last_condition = 0;
  for (const LawReport& report : solved.problem.assembler().surfaces().reports(ghosted)) {
    const AppliedLaw& law = *report.law;
    const std::string place = join(model.boundaries.conditions()[report.condition].surfaces, ", ");
    if (law.reaction == nullptr) {
      if (law.partner >= 0)
        state.coverages.push_back(
            {place, model.electrolyte.species[law.partner].name, report.integral[0] / report.area});
      continue;
    }
    if (law.reaction.get() != last || report.condition != last_condition)
      state.surface_reactions.push_back({place,
                                         law.reaction->stoichiometry.name,
                                         law.reaction->electrons,
                                         report.integral[0] * flux_scale,
                                         report.integral[1] * flux_scale,
                                         report.integral[2] * flux_scale * model.scaling.energy(),
                                         {}});
    last = law.reaction.get();
    last_condition = report.condition;
    if (law.reaction->crosses_membrane())
      state.surface_reactions.back().ussing[model.electrolyte.species[law.species].name] =
          std::exp(report.integral[3] / report.area);
  }
}

} // namespace

template <int dim>
SolvedState describe_state(const SolvedProblem<dim>& solved,
                           const std::vector<BoundaryFlux>& fluxes) {
  const FieldSource<dim>& fields = solved.fields;
  const Discretization<dim>& d = fields.discretization;
  const double whole = d.full_turn() / solved.symmetry_fraction;
  const double flux_scale = whole * fields.model.scaling.total_flux(d.physical_dimension());
  const auto kept = std::make_shared<const Vector>(solved.problem.ghosted(solved.rows.state));
  const Vector& ghosted = *kept;
  const PointQuantities quantities(fields.model);
  solved.problem.assembler().surfaces().find_metals(ghosted);

  SolvedState state;
  state.species = fields.model.electrolyte.species;
  state.nernst_einstein = fields.model.electrolyte.nernst_einstein;
  state.baths = solved.baths;
  state.reactions = fields.model.electrolyte.reactions;
  add_reports(solved, ghosted, flux_scale, state);
  state.permeability = permeabilities(fields.model);
  state.has_double_layers =
      fields.model.electrolyte.potential_model != PotentialModel::electroneutral;
  state.thermal_voltage = fields.model.scaling.potential();
  state.physical_dimension = d.physical_dimension();
  state.scalars.assign(quantities.fields().begin(),
                       quantities.fields().begin() + quantities.n_scalars());
  state.regions = summarize_regions(fields, whole, ghosted, false);
  state.regions_with_solution = [fields, whole, kept] {
    return summarize_regions(fields, whole, *kept, true);
  };
  state.fluxes = fluxes;
  state.boundaries = boundary_means(fields, solved.labels, solved.baths, whole, ghosted,
                                    solved.problem.assembler().surfaces().metals());
  // Residual rows without surface terms, for the power and for all planes.
  const auto without = std::make_shared<Vector>(solved.rows.rows);
  without->add(-1.0, solved.rows.surface);
  if (solved.problem.assembler().releases().size() > 0)
    without->add(-1.0, solved.problem.assembler().releases());
  const std::shared_ptr<const Vector> rows = without;
  state.power = power_put_in(fields, solved.problem, solved.rows.rows, *rows, solved.rows.state) *
                flux_scale * fields.model.scaling.energy();
  for (const RegionSummary& region : state.regions)
    state.power += region.source_power + region.reaction_power;
  // What a flow carries along a gradient of mu gives or takes work besides.
  state.power_is_exact =
      !fields.model.electrolyte.solves_for_any_concentration() && !fields.model.medium.any_flow();
  state.flux_through_plane = [fields, rows, kept, flux_scale](const unsigned int axis,
                                                              const double position) {
    std::vector<double> flux =
        flux_through_plane(fields, *rows, *kept, axis, position / fields.model.scaling.length);
    for (double& f : flux)
      f *= flux_scale;
    return flux;
  };
  return state;
}

template SolvedState describe_state<2>(const SolvedProblem<2>&, const std::vector<BoundaryFlux>&);
template SolvedState describe_state<3>(const SolvedProblem<3>&, const std::vector<BoundaryFlux>&);

} // namespace ionflux
