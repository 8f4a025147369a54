#pragma once

#include <ionflux/app/error_estimate.h>
#include <ionflux/app/steady_simulation.h>

#include <functional>
#include <string>
#include <vector>

namespace ionflux {

/// One mesh of an adaptive solution.
struct AdaptiveLevel {
  unsigned int number = 0;
  double cells = 0.0, unknowns = 0.0;
  ErrorEstimate estimate;
  SolveResult solve;
};

/// How the adaptive solution of a steady problem ended.
struct AdaptiveOutcome {
  SolveResult solve; ///< totals over all meshes; converged: the last one is a solution
  std::vector<AdaptiveLevel> levels; ///< with an estimate; none without an estimator
  bool reached = false;              ///< is the target error?
  std::string stopped_by;            ///< what ended the refinement otherwise
};

/// Called when one more level is solved and estimated.
using LevelSolved = std::function<void(const std::vector<AdaptiveLevel>&)>;

/// Does the input ask for an estimator?
bool is_adaptive(const Parameters& parameters);

/// Driver: solve, estimate, refine and coarsen, and solve again, until the estimated error or a
/// limit of section "Adaptive refinement" is reached; without an estimator, just solve.
template <int dim>
AdaptiveOutcome adapt(SteadySimulation<dim>& simulation, const LevelSolved& on_level);

} // namespace ionflux
