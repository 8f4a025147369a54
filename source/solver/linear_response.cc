#include <ionflux/solver/linear_response.h>

#include <ionflux/solver/bordered_solver.h>

namespace ionflux {

LinearResponse solve_linearized(NonlinearProblem& problem, const SolverSettings& settings,
                                const double tolerance, Vec r, Vec e) {
  const QuietPetscErrors quiet;
  const Mat derivative = operator_of(problem.matrix(), problem.borders());
  PetscHandle<KSP, KSPDestroy> solver;
  IONFLUX_PETSC(KSPCreate(problem.matrix().communicator(), solver.address()));
  IONFLUX_PETSC(KSPSetOperators(solver, derivative, derivative));
  configure_bordered_solver(solver, problem.matrix(), problem.borders(), fields_of(problem),
                            settings);
  IONFLUX_PETSC(KSPSetTolerances(solver, tolerance, 1e-300, PETSC_DEFAULT, 300));
  IONFLUX_PETSC(KSPSolve(solver, r, e));
  KSPConvergedReason reason;
  PetscInt iterations = 0;
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
  return {reason > 0, static_cast<unsigned int>(iterations)};
}

} // namespace ionflux
