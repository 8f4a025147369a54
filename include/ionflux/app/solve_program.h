#pragma once

#include <ionflux/app/session.h>
#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// What solving as the file says came to.
struct ProgramSolve {
  SolveResult solve;                ///< totals over all meshes
  std::vector<std::string> closing; ///< lines for the end of the log
};

/// Solve a new problem as its file says, steady or adaptive, and tell the session: mesh and numbers
/// before, adaptivity.csv and the entries "adaptivity" and "goal" of run.json with an estimator.
template <int dim>
ProgramSolve solve_program(SteadySimulation<dim>& simulation, Session& session);

} // namespace ionflux
