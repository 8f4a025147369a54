#include <ionflux/solver/frequency_response.h>
#include <ionflux/solver/shell_preconditioner.h>

#include <algorithm>

namespace ionflux {

namespace {

constexpr PetscInt most_iterations = 200;

PetscInt local_size(Vec x) {
  PetscInt n = 0;
  IONFLUX_PETSC(VecGetLocalSize(x, &n));
  return n;
}

// A vector of the real system holds the owned entries of both parts, one after the other.
void split(Vec both, Vec real, Vec imaginary) {
  const PetscInt n = local_size(real);
  const double* from;
  IONFLUX_PETSC(VecGetArrayRead(both, &from));
  for (Vec part : {real, imaginary}) {
    double* to;
    IONFLUX_PETSC(VecGetArray(part, &to));
    std::copy(from, from + n, to);
    IONFLUX_PETSC(VecRestoreArray(part, &to));
    from += n;
  }
  from -= 2 * n;
  IONFLUX_PETSC(VecRestoreArrayRead(both, &from));
}

void join_parts(Vec real, Vec imaginary, Vec both) {
  const PetscInt n = local_size(real);
  double* to;
  IONFLUX_PETSC(VecGetArray(both, &to));
  PetscInt at = 0;
  for (Vec part : {real, imaginary}) {
    const double* from;
    IONFLUX_PETSC(VecGetArrayRead(part, &from));
    std::copy(from, from + n, to + at);
    IONFLUX_PETSC(VecRestoreArrayRead(part, &from));
    at += n;
  }
  IONFLUX_PETSC(VecRestoreArray(both, &to));
}

struct Operator {
  const LinearMap &jacobian, &storage;
  VecHandle a, b, left, right;

  Operator(const LinearMap& jacobian, const LinearMap& storage, Vec like)
      : jacobian(jacobian), storage(storage), a(zero_like(like)), b(zero_like(like)),
        left(zero_like(like)), right(zero_like(like)) {}

  void multiply(Vec x, Vec y) {
    split(x, a, b);
    jacobian(a, left);
    storage(b, right);
    IONFLUX_PETSC(VecAXPY(left, -1.0, right)); // A a - B b
    storage(a, right);
    jacobian(b, a);
    IONFLUX_PETSC(VecAXPY(right, 1.0, a)); // B a + A b
    join_parts(left, right, y);
  }
};

struct Preconditioner {
  const LinearMap &storage, &solve_sum;
  VecHandle f, g, sum, work;

  Preconditioner(const LinearMap& storage, const LinearMap& solve_sum, Vec like)
      : storage(storage), solve_sum(solve_sum), f(zero_like(like)), g(zero_like(like)),
        sum(zero_like(like)), work(zero_like(like)) {}

  void setup() {}

  // (A + B) p = f + g,  (A + B) y = g - B p,  x = p - y
  void apply(Vec in, Vec out) {
    split(in, f, g);
    IONFLUX_PETSC(VecAXPY(f, 1.0, g));
    solve_sum(f, sum);
    storage(sum, work);
    IONFLUX_PETSC(VecAXPY(g, -1.0, work));
    solve_sum(g, work);
    IONFLUX_PETSC(VecAXPY(sum, -1.0, work));
    join_parts(sum, work, out);
  }
};

PetscErrorCode multiply_shell(Mat shell, Vec x, Vec y) {
  void* context = nullptr;
  const PetscErrorCode code = MatShellGetContext(shell, &context);
  if (code != 0) return code;
  return guarded_preconditioner([&] { static_cast<Operator*>(context)->multiply(x, y); });
}

} // namespace

FrequencyResponse solve_at_frequency(const LinearMap& jacobian, const LinearMap& storage,
                                     const LinearMap& solve_sum, const double tolerance, Vec r,
                                     Vec real, Vec imaginary) {
  const QuietPetscErrors quiet;
  MPI_Comm communicator;
  IONFLUX_PETSC(PetscObjectGetComm(reinterpret_cast<PetscObject>(r), &communicator));
  const PetscInt n = 2 * local_size(r);
  VecHandle right, solution;
  IONFLUX_PETSC(VecCreateMPI(communicator, n, PETSC_DETERMINE, right.address()));
  IONFLUX_PETSC(VecDuplicate(right, solution.address()));
  join_parts(r, zero_like(r), right);

  Operator context(jacobian, storage, r);
  PetscHandle<Mat, MatDestroy> shell;
  IONFLUX_PETSC(MatCreateShell(communicator, n, n, PETSC_DETERMINE, PETSC_DETERMINE, &context,
                               shell.address()));
  IONFLUX_PETSC(
      MatShellSetOperation(shell, MATOP_MULT, reinterpret_cast<void (*)()>(multiply_shell)));
  PetscHandle<KSP, KSPDestroy> solver;
  IONFLUX_PETSC(KSPCreate(communicator, solver.address()));
  IONFLUX_PETSC(KSPSetOperators(solver, shell, shell));
  IONFLUX_PETSC(KSPSetType(solver, KSPFGMRES));
  IONFLUX_PETSC(KSPGMRESSetRestart(solver, most_iterations));
  IONFLUX_PETSC(KSPSetTolerances(solver, tolerance, 1e-300, PETSC_DEFAULT, most_iterations));
  PC preconditioner;
  IONFLUX_PETSC(KSPGetPC(solver, &preconditioner));
  make_shell_preconditioner(preconditioner, new Preconditioner(storage, solve_sum, r),
                            "two solves with the sum");
  IONFLUX_PETSC(KSPSolve(solver, right, solution));
  split(solution, real, imaginary);
  KSPConvergedReason reason;
  PetscInt iterations = 0;
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
  return {reason > 0, static_cast<unsigned int>(iterations)};
}

} // namespace ionflux
