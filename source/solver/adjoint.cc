#include <ionflux/solver/adjoint.h>

#include <ionflux/solver/bordered_solver.h>
#include <ionflux/solver/robust_solve.h>

namespace ionflux {

namespace {

AdjointResult solve_with(NonlinearProblem& problem, const SolverSettings& settings, Vec g, Vec z) {
  const QuietPetscErrors quiet;
  FieldMatrix transposed = problem.matrix().transposed();
  Borders borders;
  if (problem.borders()) borders = problem.borders()->transposed();
  const Mat derivative = operator_of(transposed, &borders);
  PetscHandle<KSP, KSPDestroy> solver;
  IONFLUX_PETSC(KSPCreate(transposed.communicator(), solver.address()));
  IONFLUX_PETSC(KSPSetOperators(solver, derivative, derivative));
  configure_bordered_solver(solver, transposed, &borders, fields_of(problem), settings);
  // Cells are marked by the result: it has to be the same for any number of ranks.
  IONFLUX_PETSC(KSPSetTolerances(solver, 1e-8, 1e-50, PETSC_DEFAULT, 300));
  IONFLUX_PETSC(KSPSolve(solver, g, z));
  KSPConvergedReason reason;
  PetscInt iterations = 0;
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
  AdjointResult result;
  result.converged = reason > 0;
  result.krylov_iterations = iterations;
  return result;
}

} // namespace

AdjointResult solve_adjoint(NonlinearProblem& problem, const SolverSettings& settings, Vec g,
                            Vec z) {
  const AdjointResult result = solve_with(problem, settings, g, z);
  if (result.converged) return result;
  const auto direct = with_factorization(problem, settings);
  if (!direct) return result;
  IONFLUX_PETSC(VecSet(z, 0.0));
  return solve_with(problem, *direct, g, z);
}

} // namespace ionflux
