#include <ionflux/solver/block_preconditioner.h>
#include <ionflux/solver/shell_preconditioner.h>

#include <cmath>

namespace ionflux {

namespace {

using PcHandle = PetscHandle<PC, PCDestroy>;
using MatHandle = PetscHandle<Mat, MatDestroy>;

struct BlockGaussSeidel {
  KSP solver;
  FieldMatrix& matrix;
  const bool may_keep;
  std::vector<PcHandle> blocks;
  std::vector<VecHandle> right, solution;
  double fresh_rate = 0.0; ///< decimal digits an iteration just after a set-up
  bool measured = true;    ///< has the rate of the present set-up been taken?
  double tolerance = 0.0;  ///< of the last solve

  BlockGaussSeidel(KSP solver, FieldMatrix& matrix, const std::vector<std::string>& prefixes,
                   const bool may_keep)
      : solver(solver), matrix(matrix), may_keep(may_keep) {
    const unsigned int n = matrix.n_fields();
    blocks.resize(n);
    right.resize(n);
    solution.resize(n);
    for (unsigned int f = 0; f < n; ++f) {
      IONFLUX_PETSC(PCCreate(matrix.communicator(), blocks[f].address()));
      IONFLUX_PETSC(PCSetOptionsPrefix(blocks[f], prefixes[f].c_str()));
      IONFLUX_PETSC(PCSetOperators(blocks[f], matrix.block(f, f), matrix.block(f, f)));
      IONFLUX_PETSC(PCSetFromOptions(blocks[f]));
      IONFLUX_PETSC(MatCreateVecs(matrix.block(f, f), solution[f].address(), right[f].address()));
    }
  }

  // Iterations of the last solve that a new set-up would have saved. About as many as a set-up
  // costs are accepted.
  bool still_works() {
    constexpr double accepted_loss = 4.0, good_rate = 0.4;
    PetscInt iterations = 0;
    IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
    if (iterations == 0) return false;
    KSPConvergedReason reason;
    IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
    if (reason < 0) return false;
    const double rate = -std::log10(tolerance) / iterations;
    if (rate >= good_rate) return true;
    if (!measured) {
      fresh_rate = rate;
      measured = true;
      return true;
    }
    return fresh_rate > 0.0 && iterations * (1.0 - rate / fresh_rate) <= accepted_loss;
  }

  void setup() {
    const bool keep = may_keep && still_works();
    if (!keep) measured = false;
    IONFLUX_PETSC(KSPGetTolerances(solver, &tolerance, nullptr, nullptr, nullptr));
    for (auto& block : blocks) {
      IONFLUX_PETSC(PCSetReusePreconditioner(block, keep ? PETSC_TRUE : PETSC_FALSE));
      IONFLUX_PETSC(PCSetUp(block));
    }
  }

  void apply(Vec in, Vec out) {
    const unsigned int n = matrix.n_fields();
    for (unsigned int f = 0; f < n; ++f) {
      bool any = false;
      for (unsigned int m = 0; m < f; ++m) {
        if (!matrix.block(f, m)) continue;
        if (any)
          IONFLUX_PETSC(MatMultAdd(matrix.block(f, m), solution[m], right[f], right[f]));
        else
          IONFLUX_PETSC(MatMult(matrix.block(f, m), solution[m], right[f]));
        any = true;
      }
      if (!any) IONFLUX_PETSC(VecSet(right[f], 0.0));
      subtract_from_field(in, f, right[f]);
      IONFLUX_PETSC(PCApply(blocks[f], right[f], solution[f]));
      insert_field(solution[f], f, n, out);
    }
  }

  // single = field of `interleaved` - single
  void subtract_from_field(Vec interleaved, const unsigned int field, Vec single) const {
    const PetscScalar* from;
    PetscScalar* to;
    IONFLUX_PETSC(VecGetArrayRead(interleaved, &from));
    IONFLUX_PETSC(VecGetArray(single, &to));
    for (PetscInt i = 0; i < matrix.n_owned_nodes(); ++i)
      to[i] = from[i * matrix.n_fields() + field] - to[i];
    IONFLUX_PETSC(VecRestoreArray(single, &to));
    IONFLUX_PETSC(VecRestoreArrayRead(interleaved, &from));
  }
};

struct Factorization {
  FieldMatrix& matrix;
  MatHandle whole;
  PcHandle factors;

  explicit Factorization(FieldMatrix& matrix) : matrix(matrix) {}

  void setup() {
    matrix.copy_to(whole);
    if (!factors) {
      IONFLUX_PETSC(PCCreate(matrix.communicator(), factors.address()));
      IONFLUX_PETSC(PCSetType(factors, PCLU));
      IONFLUX_PETSC(PCFactorSetMatSolverType(factors, MATSOLVERMUMPS));
    }
    IONFLUX_PETSC(PCSetOperators(factors, whole, whole));
    IONFLUX_PETSC(PCSetFromOptions(factors));
    IONFLUX_PETSC(PCSetUp(factors));
  }

  void apply(Vec in, Vec out) { IONFLUX_PETSC(PCApply(factors, in, out)); }
};

} // namespace

void use_block_gauss_seidel(PC preconditioner, KSP solver, FieldMatrix& matrix,
                            const std::vector<std::string>& prefixes, const bool keep) {
  make_shell_preconditioner(preconditioner, new BlockGaussSeidel(solver, matrix, prefixes, keep),
                            "block Gauss-Seidel over the fields");
}

void use_factorization(PC preconditioner, FieldMatrix& matrix) {
  make_shell_preconditioner(preconditioner, new Factorization(matrix),
                            "factorisation of the whole matrix");
}

} // namespace ionflux
