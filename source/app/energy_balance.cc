#include <ionflux/app/energy_balance.h>

#include <ionflux/output/observables/power.h>
#include <ionflux/output/observables/region_summary.h>
#include <ionflux/physics/constants.h>

#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Of a potential beside RT/F and itself: what is less is no difference.
constexpr double same_potential = 1e-9;

} // namespace

template <int dim>
EnergyBalance<dim>::EnergyBalance(SteadySimulation<dim>& simulation, const Parameters& parameters)
    : simulation(simulation),
      known(!parameters.electrolyte.flow.exists() && !parameters.convergence.requested &&
            parameters.electrolyte.potential_model != PotentialModel::given_expression),
      has_charges(parameters.electrolyte.potential_model == PotentialModel::poisson),
      whole(simulation.discretization().full_turn() / simulation.symmetry_fraction()) {
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.row->make_stored != nullptr) known = false;
  const unsigned int dimension = simulation.discretization().physical_dimension();
  const Scaling& scaling = simulation.scaling();
  flux_scale = whole * scaling.total_flux(dimension);
  charge_scale = whole * scaling.charge_density() * std::pow(scaling.length, dimension);
}

template <int dim>
FieldSource<dim> EnergyBalance<dim>::source() const {
  return {simulation.discretization(), simulation.model(), simulation.labels().regions};
}

template <int dim>
bool EnergyBalance<dim>::is_electrode(const unsigned int id) const {
  const BoundaryMap& boundaries = simulation.boundaries();
  return boundaries.on_boundary(id) != BoundaryMap::none &&
         (boundaries.conditions()[boundaries.on_boundary(id)].is_electrode() ||
          metal_on(id) != nullptr);
}

// Null: there is none, or it is not the same everywhere.
template <int dim>
const GivenValue* EnergyBalance<dim>::metal_on(const unsigned int id) const {
  const BoundaryMap& boundaries = simulation.boundaries();
  if (boundaries.on_boundary(id) == BoundaryMap::none) return nullptr;
  const GivenValue* const metal =
      boundaries.conditions()[boundaries.on_boundary(id)].metal_potential();
  return metal != nullptr && (*metal)({}) == (*metal)({{1.3e-9, 2.7e-9, 5.9e-9}}) ? metal : nullptr;
}

// Of the metal behind a compact layer or reactions, else of the unknown of the potential: on
// electrodes it is theirs, also in electroneutral problems.
template <int dim>
std::vector<double> EnergyBalance<dim>::potentials(const Vector& x) const {
  const Discretization<dim>& d = simulation.discretization();
  const std::vector<unsigned int> boundary =
      simulation.problem().flux_functional().boundary_of_nodes();
  const unsigned int n = simulation.boundaries().n_boundaries();
  std::vector<double> least(n, std::numeric_limits<double>::max()), greatest(n, -least[0]);
  const double* u;
  IONFLUX_PETSC(VecGetArrayRead(x, &u));
  for (unsigned int node = 0; node < boundary.size(); ++node)
    if (boundary[node] < n) {
      const double phi = u[node * d.n_fields()];
      least[boundary[node]] = std::min(least[boundary[node]], phi);
      greatest[boundary[node]] = std::max(greatest[boundary[node]], phi);
    }
  IONFLUX_PETSC(VecRestoreArrayRead(x, &u));
  Utilities::MPI::min(least, d.communicator, least);
  Utilities::MPI::max(greatest, d.communicator, greatest);
  std::vector<double> result(n);
  const FloatingMetals<dim>& metals = simulation.problem().metals_in(x);
  for (unsigned int id = 0; id < n; ++id) {
    if (const int floating = metals.behind(simulation.boundaries().on_boundary(id));
        floating != FloatingMetals<dim>::none) {
      result[id] = metals.potential(floating) * simulation.scaling().potential();
      continue;
    }
    if (const GivenValue* const metal = metal_on(id)) {
      result[id] = (*metal)({});
      continue;
    }
    const double middle = 0.5 * (least[id] + greatest[id]);
    result[id] = greatest[id] - least[id] <= same_potential * (1.0 + std::abs(middle))
                     ? middle * simulation.scaling().potential()
                     : std::numeric_limits<double>::quiet_NaN();
  }
  return result;
}

template <int dim>
std::vector<double> EnergyBalance<dim>::rates(const Vector& x, const Vector& rows,
                                              const FluxTable& outward,
                                              const std::vector<double>& charging) const {
  DiscreteProblem<dim>& problem = simulation.problem();
  Vector without = problem.raw_residual(x, false);
  if (problem.assembler().releases().size() > 0) without.add(-1.0, problem.assembler().releases());
  double dissipated = 0.0, electric = 0.0,
         work = power_put_in(source(), problem, rows, without, x) * flux_scale *
                simulation.scaling().energy();
  for (const RegionSummary& region :
       summarize_regions(source(), whole, problem.ghosted(x), false)) {
    dissipated += region.dissipation + region.reaction_dissipation;
    work += region.source_power + region.reaction_power;
  }
  const std::vector<double> potential = potentials(x);
  const Electrolyte& electrolyte = simulation.model().electrolyte;
  for (unsigned int id = 0; id < outward.size(); ++id) {
    double displacement = 0.0, current = 0.0; // outward
    if (has_charges && charging[id] != 0.0) displacement = charge_scale * charging[id];
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
      current += flux_scale * constants::faraday * electrolyte.species[i].charge_number *
                 outward[id][i + 1];
    if (displacement != 0.0) work -= potential[id] * displacement;
    if (is_electrode(id)) electric -= potential[id] * (displacement + current);
  }
  return {dissipated, work, electric};
}

template <int dim>
typename EnergyBalance<dim>::Surfaces EnergyBalance<dim>::surfaces(const Vector& x,
                                                                   const FluxTable& outward) const {
  Surfaces result{potentials(x), {}};
  for (const std::vector<double>& boundary : outward)
    result.displacement.push_back(boundary[0]);
  return result;
}

template <int dim>
std::vector<double> EnergyBalance<dim>::jump(const Surfaces& before, const Surfaces& after) const {
  std::vector<double> joules(n_rates, 0.0);
  for (unsigned int id = 0; has_charges && id < after.displacement.size(); ++id) {
    const double came = before.displacement[id] - after.displacement[id];
    if (came == 0.0) continue;
    const double work = 0.5 * (before.potential[id] + after.potential[id]) * charge_scale * came;
    joules[1] += work;
    if (is_electrode(id)) joules[2] += work;
  }
  return joules;
}

template <int dim>
double EnergyBalance<dim>::free_energy(const Vector& x) const {
  double sum = 0.0;
  for (const RegionSummary& region :
       summarize_regions(source(), whole, simulation.problem().ghosted(x), false))
    sum += region.field_energy + region.mixing_energy;
  return sum + energy_of_layers(x);
}

// What compact layers report.
template <int dim>
double EnergyBalance<dim>::energy_of_layers(const Vector& x) const {
  DiscreteProblem<dim>& problem = simulation.problem();
  double sum = 0.0;
  for (const LawReport& report : problem.assembler().surfaces().reports(problem.ghosted(x)))
    if (report.law->reaction == nullptr && report.law->partner < 0) sum += report.integral[0];
  return charge_scale * simulation.scaling().potential() * sum;
}

template class EnergyBalance<2>;
template class EnergyBalance<3>;

} // namespace ionflux
