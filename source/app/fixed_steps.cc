#include <ionflux/app/fixed_steps.h>

#include <ionflux/app/nodal_state.h>
#include <ionflux/app/time_problem.h>
#include <ionflux/app/transient_start.h>
#include <ionflux/solver/time_stepper.h>
#include <ionflux/support/text.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
FixedSteps<dim>::FixedSteps(SteadySimulation<dim>& simulation, const ExactSolution* const exact)
    : simulation(simulation), has_exact(exact != nullptr) {
  const Parameters& parameters = simulation.parameters();
  *parameters.time.clock = std::nextafter(0.0, -1.0);
  found_start.converged = true;
  if (!exact && parameters.time.start == TimeStart::steady_state) {
    simulation.prepare_mesh();
    found_start = simulation.solve();
    start = simulation.solution();
    return;
  }
  simulation.refine_fully();
  simulation.problem().setup();
  if (exact) {
    ExactSolution::State state;
    start = nodal_state<dim>(simulation, [&](NodeValues& node) {
      exact->evaluate(node.point, node.region, state);
      node.potential = state.potential;
      for (unsigned int i = 0; i < node.concentration.size(); ++i)
        node.concentration[i] = state.composition.concentration[i];
    });
    return;
  }
  TimeProblem<dim> problem(simulation, parameters);
  start = initial_state(simulation, parameters);
  // Steps of an electroneutral solution ask for no potential to begin with.
  found_start.converged = find_potential(simulation, problem, start) ||
                          parameters.electrolyte.potential_model == PotentialModel::electroneutral;
  if (!found_start.converged)
    found_start.reason = "the potential of the initial concentrations was not found";
}

template <int dim>
SolveResult FixedSteps<dim>::run(const double step) {
  if (!found_start.converged) return found_start;
  const Parameters& parameters = simulation.parameters();
  const TimeSettings& time = parameters.time;
  const unsigned int n = std::lround(time.end / step);
  const auto is_break = [&](const double t) {
    for (const double one : time.breaks)
      if (std::abs(one - t) < 1e-6 * step) return true;
    return false;
  };
  TimeProblem<dim> problem(simulation, parameters);
  TimeStepper stepper(problem, tableau(time.scheme), parameters.solver);
  stepper.start(start, 0.0);
  SolveResult result;
  for (unsigned int k = 1; k <= n; ++k) {
    const double end = time.end * k / n;
    const StepOutcome outcome = stepper.step(end, is_break(end));
    result.newton_steps += outcome.newton_steps;
    result.krylov_iterations += outcome.krylov_iterations;
    if (!outcome.solved) {
      result.non_finite = outcome.non_finite;
      result.reason = format_text("the step to t = %.6g s: ", end) + outcome.reason;
      return result;
    }
    stepper.accept();
    if (is_break(end)) stepper.jump();
  }
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  simulation.set_solution(x);
  last_fluxes = simulation.in_si_units(problem.table(stepper.fluxes(), stepper.charging()));
  for (BoundaryFlux& flux : last_fluxes) {
    for (double& one : flux.flux)
      one *= simulation.scaling().time();
    flux.current *= simulation.scaling().time();
    if (!has_exact) flux.current += flux.charge;
  }
  *time.clock = time.end;
  result.converged = true;
  return result;
}

template class FixedSteps<2>;
template class FixedSteps<3>;

} // namespace ionflux
