#include <ionflux/app/front_start.h>
#include <ionflux/app/neutral_start.h>
#include <ionflux/app/newton_problem.h>
#include <ionflux/fem/reaction_fronts.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

template <int dim>
Vector laplace_state(const Discretization<dim>& discretization, DiscreteProblem<dim>& problem,
                     const Electrolyte& electrolyte, const SolverSettings& settings,
                     const double tolerance) {
  Vector x = discretization.make_vector();
  NewtonProblem<dim> laplace(problem, electrolyte, TransportStage::laplace);
  SolverSettings linear = settings;
  linear.linear_tolerance = tolerance;
  NewtonSolver(laplace, linear, {}).solve(x, {"linear", "basic", 1e300, 1.0});
  problem.distribute(x);
  return x;
}

namespace {

// Where the neutral solution takes more Newton steps something is depleted, and space charge, which
// it does not know, decides there.
constexpr unsigned int most_easy_steps = 10;

// Debye length / length below which a charged volume counts as neutral.
constexpr double thin_layer = 5e-3;

// What the walls carry belongs to double layers, which the neutral limit has not.
std::vector<BoundaryCondition> without_charged_walls(std::vector<BoundaryCondition> conditions) {
  for (BoundaryCondition& condition : conditions) {
    auto& laws = condition.laws;
    laws.erase(std::remove_if(laws.begin(), laws.end(),
                              [](const AppliedLaw& law) {
                                return law.row->charges_wall && !law.row->essential();
                              }),
               laws.end());
  }
  return conditions;
}

// Conditions for the concentrations alone, with potentials that are all known.
std::vector<BoundaryCondition>
without_unknown_potentials(std::vector<BoundaryCondition> conditions) {
  for (BoundaryCondition& condition : conditions)
    for (AppliedLaw& law : condition.laws)
      if (law.row->has_unknown_potential()) {
        law.row = &law_that_gives(Gives::potential);
        law.value = GivenValue();
      }
  return conditions;
}

// Least positive value of each field that is given at a node; 1 where none is.
template <int dim>
std::vector<double> least_given(const DiscreteProblem<dim>& problem,
                                const Discretization<dim>& discretization) {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> least(n_fields, std::numeric_limits<double>::max());
  for (const auto dof : problem.fixed().fixed()) {
    const double value = problem.fixed().constraints().get_inhomogeneity(dof);
    if (value > 0.0) least[dof % n_fields] = std::min(least[dof % n_fields], value);
  }
  Utilities::MPI::min(least, discretization.communicator, least);
  for (double& value : least)
    if (value == std::numeric_limits<double>::max()) value = 1.0;
  return least;
}

// mu_i = mu0_i + ln c_i + z_i phi with harmonic c_i: in a charged material these are concentrations
// of the neutral solution it would be in equilibrium with, which vary far less than mu itself.
template <int dim>
void use_harmonic_concentrations(const ProblemParts<dim>& parts,
                                 const std::vector<BoundaryCondition>& conditions,
                                 const SolverSettings& settings, Vector& x) {
  const Discretization<dim>& d = parts.discretization;
  Electrolyte uncharged = parts.model.electrolyte;
  uncharged.solve_for_concentrations();
  uncharged.ideal = true;
  for (Species& species : uncharged.species)
    species.charge_number = 0;
  const Model model =
      parts.model.with(uncharged, without_unknown_potentials(conditions), parts.labels);
  DiscreteProblem<dim> diffusion(parts.discretization, model);
  diffusion.setup();
  Vector c = laplace_state(d, diffusion, uncharged, settings);
  const std::vector<double> least = least_given(diffusion, d);
  const std::vector<double>& mu0 = parts.model.medium.material(0).standard_potential;
  const unsigned int n_fields = d.n_fields();
  double *values, *concentrations;
  VecGetArray(x, &values);
  VecGetArray(c, &concentrations);
  for (unsigned int k = 0; k < d.owned.n_elements(); ++k) {
    const unsigned int f = k % n_fields;
    if (f > 0)
      values[k] = mu0[f - 1] + std::log(std::max(concentrations[k], least[f])) +
                  parts.model.electrolyte.species[f - 1].charge_number * values[k - f];
  }
  VecRestoreArray(c, &concentrations);
  VecRestoreArray(x, &values);
}

} // namespace

bool any_inflow(const std::vector<BoundaryCondition>& conditions) {
  for (const BoundaryCondition& condition : conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.row->carries_in) return true;
  return false;
}

std::vector<BoundaryCondition> with_inflow_given(std::vector<BoundaryCondition> conditions) {
  for (BoundaryCondition& condition : conditions)
    for (AppliedLaw& law : condition.laws)
      if (law.row->carries_in) law.row = &law_that_gives(Gives::concentration);
  return conditions;
}

template <int dim>
bool neutral_state(const ProblemParts<dim>& parts, const std::vector<BoundaryCondition>& given,
                   const bool persistently, const SolverSettings& settings, const SolveLog& log,
                   Vector& x) {
  Electrolyte neutral = parts.model.electrolyte;
  neutral.solve_for_potentials();
  neutral.potential_model = PotentialModel::electroneutral;
  if (parts.model.electrolyte.potential_model == PotentialModel::poisson)
    neutral.ideal = true; // only a start: good enough, and easier
  const std::vector<BoundaryCondition> conditions = without_charged_walls(given);
  const Model model = parts.model.with(neutral, conditions, parts.labels);
  const bool in_concentrations = parts.model.electrolyte.is_neutral_in_concentrations();
  if (makes_fronts(model) && !in_concentrations)
    return front_state(parts, neutral, conditions, settings, log, x);
  DiscreteProblem<dim> limit(parts.discretization, model);
  limit.setup();
  const std::vector<BoundaryCondition> at_rest = with_inflow_given(conditions);
  if (any_inflow(conditions)) {
    const Model resting = parts.model.with(neutral, at_rest, parts.labels);
    DiscreteProblem<dim> harmonic(parts.discretization, resting);
    harmonic.setup();
    x = laplace_state(parts.discretization, harmonic, neutral, settings);
  } else {
    x = laplace_state(parts.discretization, limit, neutral, settings);
  }
  // Harmonic concentrations are far from the equilibrium that harmonic potentials keep.
  if (neutral.reactions.empty() || in_concentrations)
    use_harmonic_concentrations(parts, at_rest, settings, x);
  limit.choose(TransportStage::full, 1.0);
  limit.distribute(x);
  // In concentrations the neutral equations are bilinear, and those of reactions nearly: this is as
  // good a start for them, better than a path to fronts.
  if (in_concentrations) return true;
  NewtonProblem<dim> problem(limit, neutral);
  SolverSettings chosen = settings;
  if (!persistently) chosen.maximum_newton_steps = most_easy_steps;
  const auto solve = [&](const SolverSettings& with) {
    return persistently ? solve_robustly(problem, x, with, {}, log)
                        : solve_nearby(problem, x, with, log);
  };
  const Vector first = x;
  SolveResult result = solve(chosen);
  // A linear system that multigrid does not solve says nothing of the neutral state.
  const auto direct = with_factorization(problem, chosen);
  if (!result.converged && result.linear_failure && direct && !persistently) {
    x = first;
    result = solve(*direct);
  }
  limit.distribute(x);
  if (result.converged)
    log.message("Start: electroneutral solution in " + std::to_string(result.newton_steps) +
                " Newton steps, " + std::to_string(result.krylov_iterations) +
                " Krylov iterations");
  else
    log.message("Start: no electroneutral solution (" + result.reason + ")");
  return result.converged;
}

template <int dim>
bool is_nearly_neutral(const ProblemParts<dim>& parts) {
  for (unsigned int region = 0; region < parts.model.medium.n_regions(); ++region) {
    const PointMaterial& material = parts.model.medium.material(region);
    bool ions = false;
    for (unsigned int i = 0; i < parts.model.electrolyte.n_species(); ++i)
      ions |= material.present[i] && parts.model.electrolyte.species[i].charge_number != 0;
    if (ions && parts.model.medium.has_fixed_charge(region) &&
        material.permittivity < 2.0 * thin_layer * thin_layer)
      return true;
  }
  return false;
}

template Vector laplace_state<2>(const Discretization<2>&, DiscreteProblem<2>&, const Electrolyte&,
                                 const SolverSettings&, double);
template Vector laplace_state<3>(const Discretization<3>&, DiscreteProblem<3>&, const Electrolyte&,
                                 const SolverSettings&, double);
template bool neutral_state<2>(const ProblemParts<2>&, const std::vector<BoundaryCondition>&, bool,
                               const SolverSettings&, const SolveLog&, Vector&);
template bool neutral_state<3>(const ProblemParts<3>&, const std::vector<BoundaryCondition>&, bool,
                               const SolverSettings&, const SolveLog&, Vector&);
template bool is_nearly_neutral<2>(const ProblemParts<2>&);
template bool is_nearly_neutral<3>(const ProblemParts<3>&);

} // namespace ionflux
