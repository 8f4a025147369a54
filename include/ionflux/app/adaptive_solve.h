#pragma once

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

class Log;
class OutputDirectory;
class RunRecord;

/// How the adaptive solution of a steady problem ended.
struct AdaptiveOutcome {
  SolveResult solve; ///< totals over all meshes; converged: the last one is a solution
  std::vector<std::string> summary; ///< the goal with its error, and a warning if the target was
                                    ///< missed: lines for the end of the log
};

/// Solve, estimate, refine and coarsen, and solve again, until the estimated error or a limit of
/// section "Adaptive refinement" is reached; without an estimator, just solve.
///
/// Writes adaptivity.csv and the entries "adaptivity" and "goal" of run.json.
template <int dim>
AdaptiveOutcome solve_adaptively(SteadySimulation<dim>& simulation, const Parameters& parameters,
                                 Log& log, OutputDirectory& directory, RunRecord& record);

} // namespace ionflux
