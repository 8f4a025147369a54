#include <ionflux/app/neutral_start.h>
#include <ionflux/app/time_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Smallest range of potentials [RT/F] that an error is compared with: what is less is no signal.
constexpr double least_range = 1e-3;

// Storage beside which any flux is nothing.
constexpr double holding_rate = 1e12;

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
      time_scale(simulation.scaling().time()), mean(parameters.electrolyte.n_species(), 0.0) {
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
  for (const double production : productions(x))
    fluxes.push_back(production / time_scale);
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
void TimeProblem<dim>::follow_jump(const double time, Vec x) {
  if (!nodes_vary && !terms_vary) return;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  shift(potential_at(std::nextafter(time, -infinity)), -1.0, x);
  shift(potential_at(std::nextafter(time, infinity)), 1.0, x);
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

// Calls work(u, du) for every owned node.
template <int dim>
template <typename Work>
void TimeProblem<dim>::for_each_node(Vec x, Vec dx, const Work& work) const {
  const double *u, *du;
  IONFLUX_PETSC(VecGetArrayRead(x, &u));
  IONFLUX_PETSC(VecGetArrayRead(dx, &du));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); i += discretization.n_fields())
    work(u + i, du + i);
  IONFLUX_PETSC(VecRestoreArrayRead(x, &u));
  IONFLUX_PETSC(VecRestoreArrayRead(dx, &du));
}

template <int dim>
std::vector<double> TimeProblem<dim>::error_scales() const {
  std::vector<double> scales = {range};
  scales.insert(scales.end(), mean.begin(), mean.end());
  return scales;
}

template <int dim>
void TimeProblem<dim>::set_error_scales(const std::vector<double>& scales) {
  range = scales.at(0);
  mean.assign(scales.begin() + 1, scales.end());
}

template <int dim>
double TimeProblem<dim>::error(Vec x, Vec dx) {
  const unsigned int n_species = law.n_species();
  const MPI_Comm communicator = discretization.communicator;
  const PointMaterial& material = simulation.medium().material_with(0);
  std::vector<double> c(n_species), wrong(n_species), sums(n_species + 1, 0.0),
      other(n_species + 1);
  double least = std::numeric_limits<double>::max(), greatest = -least;
  for_each_node(x, dx, [&](const double* u, const double*) {
    const double phi = law.potential(u, material, nullptr);
    least = std::min(least, phi);
    greatest = std::max(greatest, phi);
    law.concentrations(u, material, c.data());
    for (unsigned int i = 0; i < n_species; ++i)
      sums[i] += std::abs(c[i]);
    sums[n_species] += 1.0;
  });
  Utilities::MPI::sum(sums, communicator, sums);
  for (unsigned int i = 0; i < n_species; ++i)
    mean[i] = std::max(mean[i], sums[i] / sums[n_species]);
  range = std::max(
      {range, least_range,
       Utilities::MPI::max(greatest, communicator) - Utilities::MPI::min(least, communicator)});
  double largest = 0.0;
  const auto take = [&largest](const double error) {
    if (!(error <= largest)) largest = error; // keeps a NaN
  };
  for_each_node(x, dx, [&](const double* u, const double* du) {
    for (unsigned int f = 0; f <= n_species; ++f)
      other[f] = u[f] - du[f];
    take(std::abs(law.potential(u, material, nullptr) -
                  law.potential(other.data(), material, nullptr)) /
         range);
    law.concentrations(u, material, c.data());
    law.concentrations(other.data(), material, wrong.data());
    for (unsigned int i = 0; i < n_species; ++i)
      if (mean[i] > 0.0) take(std::abs(c[i] - wrong[i]) / (std::abs(c[i]) + mean[i]));
  });
  if (std::isnan(largest)) largest = std::numeric_limits<double>::infinity();
  return Utilities::MPI::max(largest, communicator);
}

template class TimeProblem<2>;
template class TimeProblem<3>;

} // namespace ionflux
