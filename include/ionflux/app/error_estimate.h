#pragma once

/// The table of error estimators, and what one returns.

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

/// A row of the table of estimators.
struct EstimatorRow {
  std::string name; ///< value of Adaptive refinement/Estimator
  std::string documentation;
  bool needs_goal;
  bool estimates_goal; ///< ErrorEstimate::error is meaningful
  ErrorEstimate (*in_2d)(SteadySimulation<2>&, const Parameters&);
  ErrorEstimate (*in_3d)(SteadySimulation<3>&, const Parameters&);
};

/// All estimators; the first, "none", has no functions.
const std::vector<EstimatorRow>& estimators();

/// The row of a name. Throws std::invalid_argument.
const EstimatorRow& estimator(const std::string& name);

/// Estimate the error of a solved problem by `parameters.adaptivity.estimator`, and evaluate the
/// goal if there is one. Refine with simulation.solve_refined() and mark_cells(). Collective.
template <int dim>
ErrorEstimate estimate_error(SteadySimulation<dim>& simulation, const Parameters& parameters);

} // namespace ionflux
