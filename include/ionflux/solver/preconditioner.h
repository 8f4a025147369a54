#pragma once

#include <ionflux/solver/nonlinear_problem.h>
#include <ionflux/solver/settings.h>
#include <ionflux/support/petsc.h>

#include <string>
#include <vector>

namespace ionflux {

/// A row of the table of linear solvers.
struct PreconditionerRow {
  std::string name; ///< value of Solver/Preconditioner
  std::string documentation;
  bool direct; ///< factorises the whole matrix instead of one AMG a field
  /// PETSc options of one block (or of the whole), without prefix: {name, value}.
  std::vector<std::pair<std::string, std::string>> options;
};

/// All linear solvers.
const std::vector<PreconditionerRow>& preconditioners();

bool is_direct(const std::string& preconditioner);

/// Set up FGMRES with a multiplicative field split, the potential first, or a direct solver.
///
/// @param fields receives the index sets of the fields; keep them while the solver lives
void configure_linear_solver(KSP solver, const NonlinearProblem& problem,
                             const SolverSettings& settings, std::vector<IndexSetHandle>& fields);

/// Hand the user's options to PETSc's database, before the first solver is made.
void insert_petsc_options(const std::string& options);

/// Names of the user's options that PETSc has not used so far.
std::vector<std::string> unused_petsc_options(const std::string& options);

} // namespace ionflux
