#pragma once

/// What an error estimator returns (their table: input/estimators.h).

#include <ionflux/app/steady_simulation.h>

#include <deal.II/lac/vector.h>

#include <string>
#include <vector>

namespace ionflux {

/// How far a solution is from the exact one, and where.
struct ErrorEstimate {
  bool available = true;         ///< false: the adjoint problem was not solved, nothing else counts
  double value = 0.0;            ///< of the goal, for the whole object [unit]; 0 without a goal
  double error = 0.0;            ///< estimate of exact goal minus `value` [unit]; "goal" only
  std::string unit;              ///< of both, "" without a goal
  double relative = 0.0;         ///< |error / value|, or the relative error of the fluxes
  unsigned int iterations = 0;   ///< of the adjoint solve
  dealii::Vector<double> shares; ///< of the error, >= 0, of each active cell; for mark_cells()
};

/// Estimate the error of a solved problem by `parameters.adaptivity.estimator`, and evaluate the
/// goal if there is one. Refine with simulation.solve_refined() and mark_cells(). Collective.
template <int dim>
ErrorEstimate estimate_error(SteadySimulation<dim>& simulation, const Parameters& parameters);

} // namespace ionflux
