#include <ionflux/app/mixed_potential.h>
#include <ionflux/app/neutral_start.h>
#include <ionflux/app/newton_problem.h>
#include <ionflux/app/start.h>
#include <ionflux/fem/reaction_fronts.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// mu = ln c has no value where c = 0 is given; the start only needs something small.
constexpr double least_start_concentration = 1e-10;

std::vector<BoundaryCondition>
with_positive_concentrations(std::vector<BoundaryCondition> conditions, const double scale) {
  for (BoundaryCondition& condition : conditions)
    for (AppliedLaw& law : condition.laws)
      if (law.row->states_concentration()) {
        const GivenValue given = law.value;
        law.value = GivenValue(
            [given, scale](const GivenValue::Point& x) {
              return std::max(given(x), least_start_concentration * scale);
            },
            "start");
      }
  return conditions;
}

// Poisson's equation for electrochemical potentials that are harmonic or stay as they are in x.
template <int dim>
void solve_potential(DiscreteProblem<dim>& problem, const Electrolyte& electrolyte,
                     const TransportStage drive, const SolverSettings& settings,
                     const SolveLog& log, Vector& x) {
  NewtonProblem<dim> poisson_boltzmann(problem, electrolyte, drive);
  Vector y(x);
  const SolveResult result = solve_robustly(poisson_boltzmann, y, settings, {}, log);
  if (!result.converged) {
    log.message("Start: Poisson-Boltzmann did not converge (" + result.reason +
                "); going on without");
    return;
  }
  problem.distribute(y);
  x = y;
  log.message("Start: Poisson-Boltzmann potential in " + std::to_string(result.newton_steps) +
              " Newton steps");
}

/// Calls set(node values) for every owned node.
template <int dim, typename Set>
void for_each_node(const ProblemParts<dim>& parts, Vector& x, const Set& set) {
  const unsigned int n_fields = parts.discretization.n_fields();
  double* values;
  VecGetArray(x, &values);
  for (unsigned int node = 0; node < parts.discretization.owned.n_elements() / n_fields; ++node)
    set(values + node * n_fields);
  VecRestoreArray(x, &values);
}

// False only if the mode is electroneutral and there is no such state.
template <int dim>
bool solve_in_potentials(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem,
                         const Electrolyte& electrolyte, const StartMode mode,
                         SolverSettings settings, const SolveLog& log, Vector& x) {
  settings.approach_tolerance = 1e-4; // only a start: few digits are enough
  settings.refine = false;
  settings.continuation = ContinuationMode::never;
  const bool poisson = electrolyte.potential_model == PotentialModel::poisson;
  const SolveLog quiet{log.message, {}};
  const std::vector<BoundaryCondition>& given = parts.model.boundaries.conditions();
  const auto conditions = with_positive_concentrations(given, parts.model.scaling.concentration);
  // Where potentials are the unknowns no concentration is zero, and fronts are where the least are.
  if (electrolyte.potential_model == PotentialModel::electroneutral)
    return neutral_state(
        parts, parts.model.electrolyte.is_neutral_in_concentrations() ? conditions : given, true,
        settings, quiet, x);
  if (poisson && mode == StartMode::electroneutral) {
    if (!neutral_state(parts, conditions, settings.start != StartMode::automatic, settings, quiet,
                       x))
      return false;
    solve_potential(problem, electrolyte, TransportStage::fixed_drive, settings, quiet, x);
    return true;
  }
  x = laplace_state(parts.discretization, problem, electrolyte, settings);
  if (poisson && mode != StartMode::plain)
    solve_potential(problem, electrolyte, TransportStage::harmonic_drive, settings, quiet, x);
  return true;
}

template <int dim>
bool make_start(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem, const StartMode mode,
                const SolverSettings& settings, const SolveLog& log, Vector& x) {
  const Electrolyte& electrolyte = parts.model.electrolyte;
  x = parts.discretization.make_vector();
  bool found = true, only_concentrations = true;
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    only_concentrations &= electrolyte.solves_for_concentration(i);
  const std::vector<BoundaryCondition>& conditions = parts.model.boundaries.conditions();
  if (!electrolyte.solves_for_any_concentration() && !any_inflow(conditions)) {
    found = solve_in_potentials(parts, problem, electrolyte, mode, settings, log, x);
  } else if (electrolyte.potential_model != PotentialModel::given_expression ||
             !only_concentrations || !electrolyte.reactions.empty()) {
    Electrolyte in_potentials = electrolyte;
    in_potentials.solve_for_potentials();
    const Model in_potentials_only =
        parts.model.with(in_potentials,
                         with_inflow_given(with_positive_concentrations(
                             conditions, parts.model.scaling.concentration)),
                         parts.labels);
    DiscreteProblem<dim> companion(parts.discretization, in_potentials_only);
    companion.setup();
    found = solve_in_potentials(parts, companion, in_potentials, mode, settings, log, x);
    const TransportLaw& law = *in_potentials_only.law;
    std::vector<double> c(electrolyte.n_species());
    for_each_node(parts, x, [&](double* u) {
      const std::vector<double> before(u, u + electrolyte.n_species() + 1);
      for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
        if (!electrolyte.solves_for_concentration(i)) continue;
        PointMaterial material = parts.model.medium.material_with(i);
        if (electrolyte.has_virtual_solution()) { // which is free of charges
          material.fixed_charge = 0.0;
          u[0] = law.potential(before.data(), material, nullptr);
        }
        law.concentrations(before.data(), material, c.data());
        u[i + 1] = c[i];
      }
    });
  }
  // With a given potential and without reactions, concentrations obey linear equations: zero is as
  // good a start as any.
  problem.choose(TransportStage::full, 1.0);
  problem.distribute(x);
  return found;
}

} // namespace

template <int dim>
Vector start_state(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem,
                   const SolverSettings& settings, const SolveLog& log, StartMode& mode) {
  Vector x;
  mode = settings.start;
  if (kinetics_alone_fix_potential(parts.model)) {
    mode = StartMode::equilibrium;
    return mixed_potential_state(parts, problem);
  }
  if (mode == StartMode::automatic)
    mode = makes_fronts(parts.model) || is_nearly_neutral(parts) ? StartMode::electroneutral
                                                                 : StartMode::equilibrium;
  if (make_start(parts, problem, mode, settings, log, x)) return x;
  mode = StartMode::equilibrium;
  make_start(parts, problem, mode, settings, log, x);
  return x;
}

template <int dim>
bool other_start(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem,
                 const SolverSettings& settings, const SolveLog& log, const StartMode made,
                 Vector& x) {
  if (parts.model.electrolyte.potential_model != PotentialModel::poisson) return false;
  SolverSettings persistent = settings;
  persistent.start =
      made == StartMode::electroneutral ? StartMode::equilibrium : StartMode::electroneutral;
  return make_start(parts, problem, persistent.start, persistent, log, x);
}

template <int dim>
Vector uniform_state(const ProblemParts<dim>& parts, const std::vector<double>& concentrations,
                     const double potential) {
  Vector x = parts.discretization.make_vector();
  std::vector<double> reference(parts.discretization.n_fields());
  PointMaterial solvent = parts.model.medium.material_with(0);
  std::fill(solvent.standard_potential.begin(), solvent.standard_potential.end(), 0.0);
  parts.model.law->unknowns(potential, concentrations.data(), solvent, reference.data());
  for_each_node(parts, x, [&](double* u) { std::copy(reference.begin(), reference.end(), u); });
  return x;
}

template <int dim>
Vector equilibrium_state(const ProblemParts<dim>& parts, const double potential) {
  std::vector<double> c(parts.model.load_reference);
  for (double& one : c)
    one = std::max(one, least_start_concentration);
  return uniform_state(parts, c, potential);
}

template Vector start_state<2>(const ProblemParts<2>&, DiscreteProblem<2>&, const SolverSettings&,
                               const SolveLog&, StartMode&);
template Vector start_state<3>(const ProblemParts<3>&, DiscreteProblem<3>&, const SolverSettings&,
                               const SolveLog&, StartMode&);
template bool other_start<2>(const ProblemParts<2>&, DiscreteProblem<2>&, const SolverSettings&,
                             const SolveLog&, StartMode, Vector&);
template bool other_start<3>(const ProblemParts<3>&, DiscreteProblem<3>&, const SolverSettings&,
                             const SolveLog&, StartMode, Vector&);
template Vector uniform_state<2>(const ProblemParts<2>&, const std::vector<double>&, double);
template Vector uniform_state<3>(const ProblemParts<3>&, const std::vector<double>&, double);
template Vector equilibrium_state<2>(const ProblemParts<2>&, double);
template Vector equilibrium_state<3>(const ProblemParts<3>&, double);

} // namespace ionflux
