#include <ionflux/app/neutral_start.h>
#include <ionflux/app/time_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Storage beside which any flux is nothing.
constexpr double holding_rate = 1e12;

// Of a charge, beside itself: a change that is rounding.
constexpr double same_charge = 1e-14;

// Of the linear system of a jump.
constexpr double jump_tolerance = 1e-13;

bool varies_in_time(const AppliedLaw& law) {
  bool any = law.value.depends_on_time();
  for (const GivenValue& parameter : law.parameters)
    any |= parameter.depends_on_time();
  return any;
}

/// A vector of deal.II with the numbers of PETSc's.
template <int dim>
Vector owned_copy(const Discretization<dim>& discretization, Vec x) {
  Vector copy = discretization.make_vector();
  IONFLUX_PETSC(VecCopy(x, copy));
  return copy;
}

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
    for (const AppliedLaw& applied : condition.laws)
      (applied.row->essential() ? nodes_vary : terms_vary) |= varies_in_time(applied);
  if (parameters.convergence.requested &&
      parameters.convergence.reference == ReferenceKind::exact_solution)
    terms_vary = true; // its sources
}

template <int dim>
TimeProblem<dim>::~TimeProblem() {
  problem.set_storage(0.0, nullptr);
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
  const Vector from = owned_copy(discretization, known);
  problem.set_storage(rate * time_scale, &from, known_charges);
  stage_rate = rate;
  charges_before = known_charges;
}

template <int dim>
void TimeProblem<dim>::distribute(Vec x) {
  Vector copy = owned_copy(discretization, x);
  problem.distribute(copy);
  IONFLUX_PETSC(VecCopy(copy, x));
}

template <int dim>
void TimeProblem<dim>::content(Vec x, Vec q) {
  IONFLUX_PETSC(VecCopy(problem.content(owned_copy(discretization, x)), q));
}

template <int dim>
void TimeProblem<dim>::left_over(Vec x, Vec f) {
  problem.residual(x, f);
  drop_given(f);
  IONFLUX_PETSC(VecScale(f, 1.0 / time_scale));
}

template <int dim>
void TimeProblem<dim>::make_rows(Vec rates) {
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
  for (const std::vector<double>& boundary : outward) {
    charges.push_back(boundary[0]);
    for (unsigned int f = 1; f < boundary.size(); ++f)
      fluxes.push_back(boundary[f] / time_scale);
  }
  if (energy.is_known())
    for (const double one :
         energy.rates(owned_copy(discretization, x), rows, outward, charging(charges)))
      fluxes.push_back(one);
  for (const double production : productions(x))
    fluxes.push_back(production / time_scale);
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
  const VolumeSummary summary =
      problem.assembler().summarize(problem.ghosted(owned_copy(discretization, x)));
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

// Potentials of boundaries at a time carried inside, without any charge: linear, one step. Storage
// holds the species, whose own equations have no solution where nothing gives a concentration;
// what they become here does not matter.
template <int dim>
std::vector<double> TimeProblem<dim>::potential_at(const double time) {
  set_time(time);
  const Vector content = problem.content(discretization.make_vector());
  problem.set_storage(holding_rate, &content);
  SolverSettings settings = parameters.solver;
  settings.maximum_newton_steps = 1;
  // The charge behind a jump is read from it, and what is wrong there counts as a current.
  Vector x =
      laplace_state(discretization, problem, parameters.electrolyte, settings, jump_tolerance);
  problem.set_storage(0.0, nullptr);
  problem.choose(TransportStage::full, 1.0);
  std::vector<double> potential;
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(x, &values));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); i += discretization.n_fields())
    potential.push_back(values[i]);
  IONFLUX_PETSC(VecRestoreArrayRead(x, &values));
  return potential;
}

// Where contents stay, so does the charge, and Poisson's equation says that the potential changes
// by a harmonic function; electrochemical potentials go with it.
template <int dim>
std::vector<double> TimeProblem<dim>::follow_jump(const double time, Vec x) {
  if (!nodes_vary && !terms_vary) return {};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto surfaces_at = [&](const double at) {
    set_time(at);
    const Vector state = owned_copy(discretization, x);
    return energy.surfaces(state, problem.outward(problem.raw_residual(state, true)));
  };
  const double before = std::nextafter(time, -infinity), behind = std::nextafter(time, infinity);
  typename EnergyBalance<dim>::Surfaces surfaces;
  if (energy.is_known()) surfaces = surfaces_at(before);
  shift(potential_at(before), -1.0, x);
  shift(potential_at(behind), 1.0, x);
  if (!energy.is_known()) return {};
  std::vector<double> made(simulation.boundaries().n_boundaries() * law.n_species(), 0.0);
  const std::vector<double> joules = energy.jump(surfaces, surfaces_at(behind));
  made.insert(made.end(), joules.begin(), joules.end());
  made.resize(made.size() + law.n_species(), 0.0); // of productions()
  return made;
}

template <int dim>
double TimeProblem<dim>::passed_energy(const std::vector<double>& totals,
                                       const unsigned int which) const {
  const std::size_t start = simulation.boundaries().n_boundaries() * law.n_species();
  return totals.empty() ? 0.0 : totals[start + which];
}

template <int dim>
void TimeProblem<dim>::follow_values(const double time, Vec x) {
  shift(potential_at(time), 1.0, x);
}

template <int dim>
void TimeProblem<dim>::shift(const std::vector<double>& potential, const double factor,
                             Vec x) const {
  const unsigned int n_fields = discretization.n_fields();
  double* values;
  IONFLUX_PETSC(VecGetArray(x, &values));
  for (unsigned int node = 0; node < potential.size(); ++node)
    for (unsigned int f = 0; f < n_fields; ++f) {
      const double z = f == 0                                ? 1.0
                       : law.solves_for_concentration(f - 1) ? 0.0
                                                             : law.charge_number(f - 1);
      values[node * n_fields + f] += factor * z * potential[node];
    }
  IONFLUX_PETSC(VecRestoreArray(x, &values));
}

template class TimeProblem<2>;
template class TimeProblem<3>;

} // namespace ionflux
