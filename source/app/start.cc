#include <ionflux/app/newton_problem.h>
#include <ionflux/app/start.h>

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
      if (law.kind == BoundaryLawKind::concentration) {
        const GivenValue given = law.value;
        law.value = GivenValue(
            [given, scale](const GivenValue::Point& x) {
              return std::max(given(x), least_start_concentration * scale);
            },
            "start");
      }
  return conditions;
}

template <int dim>
Vector solve_in_potentials(const Discretization<dim>& discretization, DiscreteProblem<dim>& problem,
                           const Electrolyte& electrolyte, SolverSettings settings,
                           const SolveLog& log) {
  // Only a start: few digits are enough.
  settings.approach_tolerance = 1e-4;
  settings.refine = false;
  const SolveLog quiet{log.message, {}};
  Vector x = discretization.make_vector();
  {
    NewtonProblem<dim> laplace(problem, electrolyte, TransportStage::laplace);
    SolverSettings linear = settings;
    linear.linear_tolerance = 1e-8;
    NewtonSolver(laplace, linear, {}).solve(x, {"linear", "basic", 1e300, 1.0});
    problem.distribute(x);
  }
  if (settings.start == StartMode::equilibrium &&
      electrolyte.potential_model == PotentialModel::poisson) {
    NewtonProblem<dim> poisson_boltzmann(problem, electrolyte, TransportStage::harmonic_drive);
    Vector y(x);
    settings.continuation = ContinuationMode::never;
    const SolveResult result = solve_robustly(poisson_boltzmann, y, settings, {}, quiet);
    if (result.converged) {
      problem.distribute(y);
      x = y;
      log.message("Start: Poisson-Boltzmann potential in " + std::to_string(result.newton_steps) +
                  " Newton steps");
    } else {
      log.message("Start: Poisson-Boltzmann did not converge (" + result.reason +
                  "); going on from Laplace's equation");
    }
  }
  return x;
}

/// Calls set(i, node values) for every owned node and species whose unknown is its concentration.
template <int dim, typename Set>
void for_each_concentration(const ProblemParts<dim>& parts, Vector& x, const Set& set) {
  const unsigned int n_fields = parts.discretization.n_fields();
  double* values;
  VecGetArray(x, &values);
  for (unsigned int node = 0; node < parts.discretization.owned.n_elements() / n_fields; ++node)
    for (unsigned int i = 0; i + 1 < n_fields; ++i)
      if (parts.electrolyte.solves_for_concentration(i)) set(i, values + node * n_fields);
  VecRestoreArray(x, &values);
}

} // namespace

template <int dim>
Vector start_state(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem,
                   const SolverSettings& settings, const SolveLog& log) {
  const Electrolyte& electrolyte = parts.electrolyte;
  Vector x = parts.discretization.make_vector();
  bool only_concentrations = true;
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    only_concentrations &= electrolyte.solves_for_concentration(i);
  if (!electrolyte.solves_for_any_concentration()) {
    x = solve_in_potentials(parts.discretization, problem, electrolyte, settings, log);
  } else if (electrolyte.potential_model == PotentialModel::poisson || !only_concentrations) {
    Electrolyte in_potentials = electrolyte;
    in_potentials.solve_for(PrimaryVariable::electrochemical_potential);
    const BoundaryMap boundaries(
        with_positive_concentrations(parts.conditions, parts.scaling.concentration), parts.labels);
    DiscreteProblem<dim> companion(parts.discretization, in_potentials, parts.medium, boundaries,
                                   parts.scaling, parts.load_reference);
    companion.setup();
    x = solve_in_potentials(parts.discretization, companion, in_potentials, settings, log);
    const IdealElectrolyte law(in_potentials);
    for_each_concentration(parts, x, [&](const unsigned int i, double* u) {
      u[i + 1] = law.concentration(i, u, parts.medium.material_with(i));
    });
  }
  // With a given potential, concentrations obey linear equations: zero is as good a start as any.
  problem.choose(TransportStage::full, 1.0);
  problem.distribute(x);
  return x;
}

template <int dim>
Vector equilibrium_state(const ProblemParts<dim>& parts) {
  Vector x = parts.discretization.make_vector();
  const unsigned int n_fields = parts.discretization.n_fields();
  double* values;
  VecGetArray(x, &values);
  for (unsigned int node = 0; node < parts.discretization.owned.n_elements() / n_fields; ++node)
    for (unsigned int i = 0; i + 1 < n_fields; ++i) {
      const double c = std::max(parts.load_reference[i], least_start_concentration);
      values[node * n_fields + i + 1] =
          parts.electrolyte.solves_for_concentration(i) ? c : std::log(c);
    }
  VecRestoreArray(x, &values);
  return x;
}

template Vector start_state<2>(const ProblemParts<2>&, DiscreteProblem<2>&, const SolverSettings&,
                               const SolveLog&);
template Vector start_state<3>(const ProblemParts<3>&, DiscreteProblem<3>&, const SolverSettings&,
                               const SolveLog&);
template Vector equilibrium_state<2>(const ProblemParts<2>&);
template Vector equilibrium_state<3>(const ProblemParts<3>&);

} // namespace ionflux
