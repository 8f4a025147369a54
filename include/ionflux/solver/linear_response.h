#pragma once

#include <ionflux/algebra/nonlinear_problem.h>
#include <ionflux/solver/settings.h>

namespace ionflux {

/// How the solve of a linearised problem ended.
struct LinearResponse {
  bool converged = false;
  unsigned int krylov_iterations = 0;
};

/// Solve (dF/dx) e = r with the Jacobian that problem.jacobian() made last, by FGMRES and the
/// preconditioner of Newton's method.
///
/// @param tolerance of the residual, relative to r
/// @param r,e       owned vectors laid out like the unknowns; r multiplied by the row factors of
///                  the Jacobian
LinearResponse solve_linearized(NonlinearProblem& problem, const SolverSettings& settings,
                                double tolerance, Vec r, Vec e);

} // namespace ionflux
