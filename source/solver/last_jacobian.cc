// Linear systems beside Newton's method.

#include <ionflux/solver/newton_solver.h>
#include <ionflux/solver/preconditioner.h>

namespace ionflux {

bool NewtonSolver::solve_with_last_jacobian(Vec x, Vec rows, Vec dx, const double tolerance) {
  const QuietPetscErrors quiet;
  if (n_jacobians == 0) make_jacobian(x);
  const KSP solver = linear.solver_for(problem, settings);
  VecHandle scaled;
  IONFLUX_PETSC(VecDuplicate(rows, scaled.address()));
  IONFLUX_PETSC(VecPointwiseMult(scaled, rows, row_factors));
  if (!solves_exactly(settings))
    IONFLUX_PETSC(KSPSetTolerances(solver, tolerance, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT));
  IONFLUX_PETSC(KSPSolve(solver, scaled, dx));
  KSPConvergedReason reason;
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  return reason > 0;
}

} // namespace ionflux
