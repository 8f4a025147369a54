#pragma once

#include <ionflux/algebra/nonlinear_problem.h>
#include <ionflux/algebra/petsc.h>
#include <ionflux/solver/block_preconditioner.h>
#include <ionflux/solver/settings.h>

#include <string>

namespace ionflux {

/// The linear solver of a problem with its preconditioner, kept from one Newton's method to the
/// next while the matrix stays the same object.
class KeptSolver {
public:
  /// FGMRES for the problem's operator, set up by configure_bordered_solver(); the one of the last
  /// call if operator and settings are the same.
  KSP solver_for(NonlinearProblem& problem, const SolverSettings& settings);

  /// The factors that it keeps; none, unless the settings said lag_factors.
  FactorsKept factors() const;

  /// Destroy solver and preconditioner.
  void forget();

private:
  PetscHandle<KSP, KSPDestroy> solver;
  PetscObjectId operator_id = 0;
  std::string made_for; ///< the settings, in words
  bool has_factors = false, factors_are_direct = false;
};

/// While alive, `snes` solves its linear systems with `solver`; afterwards it may be destroyed,
/// which would reset the solver that it has.
class LentSolver {
public:
  LentSolver(SNES snes, KSP solver);
  ~LentSolver();
  LentSolver(const LentSolver&) = delete;
  LentSolver& operator=(const LentSolver&) = delete;

private:
  SNES snes;
  PetscHandle<KSP, KSPDestroy> own;
};

} // namespace ionflux
