#include <ionflux/app/error_estimate.h>

#include <ionflux/app/newton_problem.h>
#include <ionflux/fem/adaptivity/flux_jumps.h>
#include <ionflux/fem/adaptivity/interpolation.h>
#include <ionflux/fem/adaptivity/weighted_residual.h>
#include <ionflux/input/estimators.h>
#include <ionflux/physics/constants.h>
#include <ionflux/solver/adjoint.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

/// A goal and the factor that makes it SI, for the whole object.
struct ScaledGoal {
  Goal goal;
  double scale = 0.0;
  std::string unit;
};

template <int dim>
ScaledGoal scaled_goal(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  const GoalDescription& wanted = parameters.adaptivity.goal;
  const auto& d = simulation.discretization();
  const MeshLabels& labels = simulation.labels();
  ScaledGoal result;
  for (unsigned int id = 0; id < labels.boundaries.size(); ++id)
    if (labels.boundaries[id] == wanted.boundary) result.goal.boundaries.push_back(id);
  result.goal.weights.assign(d.n_fields(), 0.0);
  result.scale = d.full_turn() / simulation.symmetry_fraction() *
                 simulation.scaling().total_flux(d.physical_dimension());
  if (wanted.species >= 0) {
    result.goal.weights[wanted.species + 1] = 1.0;
    result.unit = per_depth("mol/s", d.physical_dimension());
    return result;
  }
  for (unsigned int i = 0; i < parameters.electrolyte.n_species(); ++i)
    result.goal.weights[i + 1] = parameters.electrolyte.species[i].charge_number;
  result.scale *= constants::faraday;
  result.unit = per_depth("A", d.physical_dimension());
  return result;
}

/// Fills value and unit.
template <int dim>
ErrorEstimate evaluate_goal(SteadySimulation<dim>& simulation, const ScaledGoal& goal) {
  ErrorEstimate estimate;
  estimate.value = goal.scale * FluxFunctional<dim>::value(goal.goal, simulation.rows().outward);
  estimate.unit = goal.unit;
  return estimate;
}

template <int dim>
ErrorEstimate estimate_by_jumps(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  ErrorEstimate estimate;
  if (!parameters.adaptivity.goal.text.empty())
    estimate = evaluate_goal(simulation, scaled_goal(simulation, parameters));
  const FluxJumps jumps =
      flux_jumps(simulation.view(), simulation.problem().ghosted(simulation.solution()));
  estimate.relative = jumps.error;
  estimate.shares = jumps.shares;
  return estimate;
}

// Node equations replace rows: there the residual of the equation counts, weighted with z, and the
// raw row only with the goal's own weight. Returns z . G of these rows and clears z there.
template <int dim>
double take_node_equations(DiscreteProblem<dim>& problem, const Vector& state, Vector& z) {
  Vector rows(state);
  problem.residual(state, rows);
  double sum = 0.0;
  for (const NodeEquation& equation : problem.fixed().node_equations())
    sum += z(equation.unknown) * rows(equation.unknown);
  for (const NodeEquation& equation : problem.fixed().node_equations())
    z(equation.unknown) = 0.0;
  z.compress(VectorOperation::insert);
  return Utilities::MPI::sum(sum, state.get_mpi_communicator());
}

// The equation of an unknown potential is a sum of raw rows: its dual value, which the solver
// leaves in the place of the potential, becomes weights of these rows.
template <int dim>
void take_unknown_potentials(const Discretization<dim>& d, const DiscreteProblem<dim>& problem,
                             Vector& z) {
  const UnknownPotentials<dim>& unknowns = problem.unknown_potentials();
  for (unsigned int k = 0; k < unknowns.size(); ++k) {
    const double value = problem.unknown_potential(k, z);
    const auto master = problem.fixed().shared_potentials()[k].master;
    if (d.owned.is_element(master)) z(master) = 0.0;
    z.compress(VectorOperation::insert);
    z.add(value * unknowns.factor(k), problem.flux_functional().weights(unknowns.flux(k)));
  }
}

/// Dual-weighted residual: see weighted_residual(). The dual problem has elements of one degree
/// more, on the same mesh.
template <int dim>
ErrorEstimate estimate_goal(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  const ProblemView<dim> view = simulation.view();
  const ScaledGoal goal = scaled_goal(simulation, parameters);
  const Vector& rows = simulation.rows().rows;
  ErrorEstimate estimate = evaluate_goal(simulation, goal);
  const Vector solution = simulation.problem().ghosted(simulation.solution());

  Discretization<dim> finer(view.discretization, view.with_higher_degree(1));
  finer.distribute_dofs();
  DiscreteProblem<dim> problem(finer, view.model);
  problem.setup();
  NewtonProblem<dim> newton(problem, view.model.electrolyte);
  Vector state = interpolate_to_degree(view.discretization, solution, finer);
  problem.distribute(state);
  newton.jacobian(state, std::vector<double>(finer.n_fields(), 1.0));
  const FluxFunctional<dim>& functional = problem.flux_functional();
  const Vector weights = functional.weights(goal.goal);
  const Vector ghosted_weights = with_ghosts(finer, weights),
               ghosted_state = with_ghosts(finer, state);
  const Vector gradient =
      functional.gradient(goal.goal, problem.fixed().constraints(), ghosted_weights, ghosted_state);
  Vector dual = finer.make_vector();
  const AdjointResult adjoint = solve_adjoint(newton, parameters.solver, gradient, dual);
  estimate.iterations = adjoint.krylov_iterations;
  estimate.available = adjoint.converged;
  if (!adjoint.converged) return estimate;

  const double from_node_equations = take_node_equations(problem, state, dual);
  take_unknown_potentials(finer, problem, dual);
  dual.add(1.0, weights);
  finer.hanging_nodes.distribute(dual);
  const WeightedResidual result =
      weighted_residual(view, simulation.problem().assembler(), solution, rows, goal.goal, finer,
                        with_ghosts(finer, dual));
  estimate.error = goal.scale * (result.error - from_node_equations);
  estimate.shares = result.shares;
  // A flux of 1e-12 of its natural size is none: there is nothing to be relative to.
  estimate.relative =
      std::abs(estimate.error) / std::max(std::abs(estimate.value), 1e-12 * std::abs(goal.scale));
  return estimate;
}

} // namespace

template <int dim>
ErrorEstimate estimate_error(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  return estimator(parameters.adaptivity.estimator).estimates_goal
             ? estimate_goal(simulation, parameters)
             : estimate_by_jumps(simulation, parameters);
}

template ErrorEstimate estimate_error(SteadySimulation<2>&, const Parameters&);
template ErrorEstimate estimate_error(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
