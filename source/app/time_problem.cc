#include <ionflux/app/neutral_start.h>
#include <ionflux/app/time_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Of a charge, beside itself: a change that is rounding.
constexpr double same_charge = 1e-14;

} // namespace

template <int dim>
TimeProblem<dim>::TimeProblem(SteadySimulation<dim>& simulation, const Parameters& parameters)
    : parameters(parameters), simulation(simulation), problem(simulation.problem()),
      discretization(simulation.discretization()), newton(problem, simulation.model().electrolyte),
      law(*simulation.model().law), bounds(problem, discretization, parameters),
      energy(simulation, parameters), time_scale(simulation.scaling().time()),
      mean(parameters.electrolyte.n_species(), 0.0) {
  nodes_vary = parameters.electrolyte.given_potential.depends_on_time();
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& applied : condition.laws) {
      (applied.row->essential() ? nodes_vary : terms_vary) |= applied.depends_on_time();
      holds_species |= applied.stores_species();
    }
  for (const GivenValue& source : parameters.electrolyte.sources)
    terms_vary |= source.depends_on_time();
  for (const Release& release : parameters.electrolyte.releases)
    terms_vary |= release.depends_on_time();
  if (parameters.convergence.requested &&
      parameters.convergence.reference == ReferenceKind::exact_solution)
    terms_vary = true; // its sources
}

template <int dim>
TimeProblem<dim>::~TimeProblem() {
  problem.set_storage(0.0, nullptr);
}

// A vector of deal.II with the numbers of PETSc's.
template <int dim>
Vector TimeProblem<dim>::owned_copy(Vec x) const {
  Vector copy = discretization.make_vector();
  IONFLUX_PETSC(VecCopy(x, copy));
  return copy;
}

template <int dim>
void TimeProblem<dim>::set_time(const double time) {
  problem.set_storage(0.0, nullptr);
  stage_rate = 0.0;
  *parameters.time.clock = time;
  if (nodes_vary || terms_vary) problem.update_given_values(terms_vary);
}

template <int dim>
void TimeProblem<dim>::set_behind(const double time) {
  set_time(std::nextafter(time, std::numeric_limits<double>::infinity()));
}

template <int dim>
void TimeProblem<dim>::set_stage(const double time, const double rate, Vec known,
                                 const std::vector<double>& known_charges) {
  set_time(time);
  const Vector from = owned_copy(known);
  problem.set_storage(rate * time_scale, &from, known_charges);
  stage_rate = rate;
  charges_before = known_charges;
}

template <int dim>
void TimeProblem<dim>::distribute(Vec x) {
  Vector copy = owned_copy(x);
  problem.distribute(copy);
  IONFLUX_PETSC(VecCopy(copy, x));
}

template <int dim>
void TimeProblem<dim>::content(Vec x, Vec q) {
  IONFLUX_PETSC(VecCopy(problem.content(owned_copy(x)), q));
}

template <int dim>
void TimeProblem<dim>::left_over(Vec x, Vec f) {
  problem.residual(x, f);
  drop_given(f);
  IONFLUX_PETSC(VecScale(f, 1.0 / time_scale));
}

template <int dim>
void TimeProblem<dim>::make_rows(Vec rates) {
  drop_charge(rates);
  drop_given(rates);
  keep_invariants(rates);
  IONFLUX_PETSC(VecScale(rates, time_scale));
}

// Sets zero the rows of the potential, of fixed values and of node equations.
template <int dim>
void TimeProblem<dim>::drop_given(Vec rows) const {
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  double* values;
  IONFLUX_PETSC(VecGetArray(rows, &values));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); i += discretization.n_fields())
    values[i] = 0.0;
  for (const auto dof : problem.fixed().fixed())
    values[dof - first] = 0.0;
  for (const NodeEquation& equation : problem.fixed().node_equations())
    values[equation.unknown - first] = 0.0;
  IONFLUX_PETSC(VecRestoreArray(rows, &values));
}

template <int dim>
void TimeProblem<dim>::totals(Vec x, std::vector<double>& fluxes, std::vector<double>& charges) {
  const Vector rows = problem.raw_residual(x, true);
  const FluxTable outward = problem.outward(rows);
  fluxes.clear();
  charges.clear();
  // Ions that a surface holds are in the domain: their charge is not shown behind it.
  std::vector<double> held;
  if (holds_species)
    held = problem.assembler().surfaces().held_charges(problem.ghosted(owned_copy(x)));
  for (const std::vector<double>& boundary : outward) {
    charges.push_back(boundary[0] + (holds_species ? held[charges.size()] : 0.0));
    for (unsigned int f = 1; f < boundary.size(); ++f)
      fluxes.push_back(boundary[f] / time_scale);
  }
  if (energy.is_known())
    for (const double one : energy.rates(owned_copy(x), rows, outward, charging(charges)))
      fluxes.push_back(one);
  for (const double production : productions(x))
    fluxes.push_back(production / time_scale);
}

// Of metals behind compact layers, whose potential follows from a current.
template <int dim>
void TimeProblem<dim>::keep_charges(const std::vector<double>& before,
                                    std::vector<double>& charges) const {
  const BoundaryMap& boundaries = simulation.boundaries();
  for (unsigned int id = 0; id < std::min(before.size(), charges.size()); ++id)
    if (problem.assembler().surfaces().metals().behind(boundaries.on_boundary(id)) !=
        FloatingMetals<dim>::none)
      charges[id] = before[id];
}

// Rates of charges in the stage of the last set_stage(); what is left of equal ones is no rate.
template <int dim>
std::vector<double> TimeProblem<dim>::charging(const std::vector<double>& charges) const {
  std::vector<double> rates(charges.size(), 0.0);
  for (unsigned int id = 0; id < std::min(charges.size(), charges_before.size()); ++id)
    if (const double change = charges[id] - charges_before[id];
        std::abs(change) > same_charge * (std::abs(charges[id]) + std::abs(charges_before[id])))
      rates[id] = stage_rate * change;
  return rates;
}

// By sources and reactions, a species; what reactions in equilibrium make is not known.
template <int dim>
std::vector<double> TimeProblem<dim>::productions(Vec x) {
  const Electrolyte& electrolyte = parameters.electrolyte;
  std::vector<double> made(electrolyte.n_species(), 0.0);
  if (electrolyte.reactions.empty() && electrolyte.releases.empty() && !electrolyte.has_sources())
    return made;
  const VolumeSummary summary = problem.assembler().summarize(problem.ghosted(owned_copy(x)));
  for (unsigned int i = 0; i < made.size(); ++i)
    made[i] = summary.source[i] + summary.reacted[i];
  return made;
}

template <int dim>
double TimeProblem<dim>::produced(const std::vector<double>& totals,
                                  const unsigned int species) const {
  return totals.empty() ? 0.0 : totals[totals.size() - law.n_species() + species];
}

template <int dim>
FluxTable TimeProblem<dim>::table(const std::vector<double>& species,
                                  const std::vector<double>& potential) const {
  const unsigned int n = discretization.n_fields();
  FluxTable table(simulation.boundaries().n_boundaries(), std::vector<double>(n, 0.0));
  for (unsigned int id = 0; id < table.size(); ++id)
    for (unsigned int f = 0; f < n; ++f) {
      const std::vector<double>& from = f == 0 ? potential : species;
      const unsigned int place = f == 0 ? id : id * (n - 1) + f - 1;
      if (place < from.size()) table[id][f] = from[place];
    }
  return table;
}

template <int dim>
double TimeProblem<dim>::passed_energy(const std::vector<double>& totals,
                                       const unsigned int which) const {
  const std::size_t start = simulation.boundaries().n_boundaries() * law.n_species();
  return totals.empty() ? 0.0 : totals[start + which];
}

template class TimeProblem<2>;
template class TimeProblem<3>;

} // namespace ionflux
