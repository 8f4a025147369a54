#include <ionflux/solver/adjoint.h>

#include <ionflux/solver/preconditioner.h>

namespace ionflux {

namespace {

/// The same fields and blocks, with the transposed matrix.
class TransposedProblem : public NonlinearProblem {
public:
  explicit TransposedProblem(NonlinearProblem& original) : original(original) {
    IONFLUX_PETSC(MatTranspose(original.matrix(), MAT_INITIAL_MATRIX, transposed.address()));
  }

  Mat matrix() override { return transposed; }
  std::vector<std::string> field_names() const override { return original.field_names(); }
  bool limits_step(const unsigned int field) const override { return original.limits_step(field); }
  bool is_given(const unsigned int field) const override { return original.is_given(field); }

  // A linear problem with a given matrix: Newton's method never sees it.
  void residual(Vec, Vec) override { throw std::logic_error("an adjoint has no residual"); }
  void jacobian(Vec) override {}
  std::vector<double> residual_scales(Vec) override { return {}; }
  void set_load(double) override {}

private:
  NonlinearProblem& original;
  PetscHandle<Mat, MatDestroy> transposed;
};

} // namespace

AdjointResult solve_adjoint(NonlinearProblem& problem, const SolverSettings& settings, Vec g,
                            Vec z) {
  const QuietPetscErrors quiet;
  TransposedProblem adjoint(problem);
  MPI_Comm communicator;
  IONFLUX_PETSC(PetscObjectGetComm(reinterpret_cast<PetscObject>(g), &communicator));
  PetscHandle<KSP, KSPDestroy> solver;
  std::vector<IndexSetHandle> fields;
  IONFLUX_PETSC(KSPCreate(communicator, solver.address()));
  IONFLUX_PETSC(KSPSetOperators(solver, adjoint.matrix(), adjoint.matrix()));
  configure_linear_solver(solver, adjoint, settings, fields);
  // Cells are marked by the result: it has to be the same for any number of ranks.
  IONFLUX_PETSC(KSPSetTolerances(solver, 1e-8, 1e-50, PETSC_DEFAULT, 300));
  IONFLUX_PETSC(KSPSetFromOptions(solver));
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

} // namespace ionflux
