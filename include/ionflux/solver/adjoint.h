#pragma once

#include <ionflux/algebra/nonlinear_problem.h>
#include <ionflux/solver/settings.h>

namespace ionflux {

/// How an adjoint solve ended.
struct AdjointResult {
  bool converged = false;
  unsigned int krylov_iterations = 0;
};

/// Solve (dF/dx)^T z = g with the Jacobian that problem.jacobian() made last, by FGMRES and the
/// preconditioner of Newton's method on the transposed matrix, to 1e-8.
///
/// @param z solution; owned vectors laid out like the unknowns
AdjointResult solve_adjoint(NonlinearProblem& problem, const SolverSettings& settings, Vec g,
                            Vec z);

} // namespace ionflux
