#include <ionflux/app/adapt.h>

#include <ionflux/app/mesh_limits.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/input/estimators.h>
#include <ionflux/support/text.h>

namespace ionflux {

namespace {

// The limit that the mesh as marked would exceed; "" if none.
template <int dim>
std::string what_ends_it(SteadySimulation<dim>& simulation, const AdaptiveLevel& level) {
  const AdaptivitySettings& settings = simulation.parameters().adaptivity;
  auto& mesh = simulation.discretization().mesh;
  if (level.number >= settings.maximum_steps)
    return format_text("'Maximum steps' (%u)", settings.maximum_steps);
  if (!leave_smallest(mesh, settings.smallest_cell / simulation.scaling().length))
    return settings.smallest_cell > 0.0
               ? "'Smallest cell': all cells where the error is are as small as they may be"
               : "the deepest level of the mesh: the error sits where no cell is small enough, at "
                 "a point source or a corner ('Smallest cell' ends that sooner)";
  return exceeded_limit(mesh_limits(simulation), foreseen_cells(mesh));
}

} // namespace

bool is_adaptive(const Parameters& parameters) {
  return parameters.adaptivity.estimator != estimators().front().name; // "none"
}

template <int dim>
AdaptiveOutcome adapt(SteadySimulation<dim>& simulation, const LevelSolved& on_level) {
  const Parameters& parameters = simulation.parameters();
  AdaptiveOutcome outcome;
  outcome.solve = simulation.solve();
  if (!is_adaptive(parameters)) return outcome;
  SolveResult last = outcome.solve;
  while (last.converged) {
    const auto& d = simulation.discretization();
    outcome.levels.push_back({static_cast<unsigned int>(outcome.levels.size()),
                              1.0 * d.mesh.n_global_active_cells(), 1.0 * d.dof_handler.n_dofs(),
                              estimate_error(simulation, parameters), last});
    const AdaptiveLevel& level = outcome.levels.back();
    on_level(outcome.levels);
    if (!level.estimate.available) {
      outcome.stopped_by = "a linear solver that did not converge for the adjoint problem";
      break;
    }
    outcome.reached = level.estimate.relative <= parameters.adaptivity.target;
    if (outcome.reached) break;
    mark_cells(simulation.discretization().mesh, level.estimate.shares,
               parameters.adaptivity.marking, parameters.degree);
    outcome.stopped_by = what_ends_it(simulation, level);
    if (!outcome.stopped_by.empty()) break;
    last = simulation.solve_refined([](auto&) {});
    outcome.solve.continue_with(last);
  }
  return outcome;
}

template AdaptiveOutcome adapt(SteadySimulation<2>&, const LevelSolved&);
template AdaptiveOutcome adapt(SteadySimulation<3>&, const LevelSolved&);

} // namespace ionflux
