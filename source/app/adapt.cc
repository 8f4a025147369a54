#include <ionflux/app/adapt.h>

#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/fem/resolution.h>
#include <ionflux/input/estimators.h>
#include <ionflux/support/text.h>

#include <cmath>

namespace ionflux {

namespace {

/// The limit that the mesh as marked would exceed; "" if none.
template <int dim>
std::string exceeded_limit(const SteadySimulation<dim>& simulation, const AdaptiveLevel& level,
                           const double foreseen) {
  const Parameters& parameters = simulation.parameters();
  const AdaptivitySettings& settings = parameters.adaptivity;
  const double unknowns = level.unknowns * foreseen / level.cells;
  if (level.number >= settings.maximum_steps)
    return format_text("'Maximum steps' (%u)", settings.maximum_steps);
  if (settings.maximum_cells > 0.0 && foreseen > settings.maximum_cells)
    return format_text("'Maximum cells' (%.0f; the next mesh would have %.0f)",
                       settings.maximum_cells, foreseen);
  if (settings.maximum_unknowns > 0.0 && unknowns > settings.maximum_unknowns)
    return format_text("'Maximum unknowns' (%.0f; the next mesh would have about %.0f)",
                       settings.maximum_unknowns, unknowns);
  // The adjoint problem has elements of one degree more.
  const unsigned int degree =
      parameters.degree + (estimator(settings.estimator).estimates_goal ? 1 : 0);
  const double memory =
      1e-9 * estimate_memory(dim, degree, simulation.view().discretization.n_fields(),
                             unknowns * std::pow(1.0 * degree / parameters.degree, dim));
  if (settings.maximum_memory > 0.0 && memory > settings.maximum_memory)
    return format_text("'Maximum memory in GB' (%.3g; the next mesh would take about %.2g)",
                       settings.maximum_memory, memory);
  return "";
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
    outcome.stopped_by =
        exceeded_limit(simulation, level, foreseen_cells(simulation.discretization().mesh));
    if (!outcome.stopped_by.empty()) break;
    last = simulation.solve_refined([](auto&) {});
    outcome.solve.continue_with(last);
  }
  return outcome;
}

template AdaptiveOutcome adapt(SteadySimulation<2>&, const LevelSolved&);
template AdaptiveOutcome adapt(SteadySimulation<3>&, const LevelSolved&);

} // namespace ionflux
