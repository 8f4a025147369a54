#include <ionflux/solver/block_preconditioner.h>
#include <ionflux/solver/group_preconditioner.h>
#include <ionflux/solver/shell_preconditioner.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace ionflux {

namespace {

using PcHandle = PetscHandle<PC, PCDestroy>;
using MatHandle = PetscHandle<Mat, MatDestroy>;

/// The change of basis that the matrix asks for (FieldMatrix::set_shear), and the block of field 0
/// in it: J T with T = [1; -s_i 1], or for the transposed matrix T^T J^T.
class Shear {
public:
  explicit Shear(FieldMatrix& matrix) : matrix(matrix) {}

  bool acts_on(const unsigned int field) const { return matrix.shear(field) != nullptr; }

  /// Field 0's block for the preconditioner; the same object from call to call.
  Mat first_block() {
    bool any = false;
    for (unsigned int f = 1; f < matrix.n_fields(); ++f)
      any = any || (acts_on(f) && off_diagonal(f));
    if (!any) return matrix.block(0, 0);
    if (!sum) IONFLUX_PETSC(MatDuplicate(matrix.block(0, 0), MAT_COPY_VALUES, sum.address()));
    if (!term) IONFLUX_PETSC(MatDuplicate(matrix.block(0, 0), MAT_COPY_VALUES, term.address()));
    IONFLUX_PETSC(MatCopy(matrix.block(0, 0), sum, SAME_NONZERO_PATTERN));
    for (unsigned int f = 1; f < matrix.n_fields(); ++f) {
      if (!acts_on(f) || !off_diagonal(f)) continue;
      IONFLUX_PETSC(MatCopy(off_diagonal(f), term, SAME_NONZERO_PATTERN));
      const Vec factor = matrix.shear(f);
      IONFLUX_PETSC(MatDiagonalScale(term, matrix.is_transposed() ? factor : nullptr,
                                     matrix.is_transposed() ? nullptr : factor));
      IONFLUX_PETSC(MatAXPY(sum, -1.0, term, SAME_NONZERO_PATTERN));
    }
    return sum;
  }

  /// first -= s_i * (field i of `in`): the right-hand side of field 0 for the transposed matrix.
  void fold(Vec in, Vec first, Vec work) {
    for (unsigned int f = 1; f < matrix.n_fields(); ++f) {
      if (!acts_on(f)) continue;
      extract_field(in, f, matrix.n_fields(), work);
      IONFLUX_PETSC(VecPointwiseMult(work, matrix.shear(f), work));
      IONFLUX_PETSC(VecAXPY(first, -1.0, work));
    }
  }

  /// to = -s_f * first: the part of unknown f that follows unknown 0.
  void follow(const unsigned int f, Vec first, Vec to) {
    IONFLUX_PETSC(VecPointwiseMult(to, matrix.shear(f), first));
    IONFLUX_PETSC(VecScale(to, -1.0));
  }

private:
  Mat off_diagonal(const unsigned int f) const {
    return matrix.is_transposed() ? matrix.block(f, 0) : matrix.block(0, f);
  }

  FieldMatrix& matrix;
  MatHandle sum, term;
};

// "-fieldsplit_reactions no": reacting species one after the other, for comparison.
bool wants_group() {
  PetscBool wanted = PETSC_TRUE;
  IONFLUX_PETSC(PetscOptionsGetBool(nullptr, nullptr, "-fieldsplit_reactions", &wanted, nullptr));
  return wanted == PETSC_TRUE;
}

// Will what was made n_made times serve the next matrix too? A factorisation costs about as much as
// 30 iterations, a set-up of multigrid as 7. Judged without memory, so that a run that goes on
// judges alike.
bool serves_on(KSP solver, const unsigned int n_made) {
  constexpr PetscInt most_iterations = 15;
  PetscInt iterations = 0;
  KSPConvergedReason reason;
  IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  return n_made > 0 && reason >= 0 && iterations <= most_iterations;
}

struct BlockGaussSeidel {
  KSP solver;
  FieldMatrix& matrix;
  const bool may_keep, lag, use_group = wants_group();
  const std::vector<std::string> prefixes;
  Shear shear;
  std::unique_ptr<GroupPreconditioner> group; ///< of fields that are solved for together
  std::vector<PcHandle> blocks;
  std::vector<VecHandle> right, solution, changes;
  VecHandle work;
  double fresh_rate = 0.0; ///< decimal digits an iteration just after a set-up
  bool measured = true;    ///< has the rate of the present set-up been taken?
  double tolerance = 0.0;  ///< of the last solve
  unsigned int n_made = 0;

  BlockGaussSeidel(KSP solver, FieldMatrix& matrix, const std::vector<std::string>& prefixes,
                   const bool may_keep, const bool lag)
      : solver(solver), matrix(matrix), may_keep(may_keep), lag(lag), prefixes(prefixes),
        shear(matrix) {
    const unsigned int n = matrix.n_fields();
    blocks.resize(n);
    right.resize(n);
    solution.resize(n);
    changes.resize(n);
    IONFLUX_PETSC(MatCreateVecs(matrix.block(0, 0), work.address(), nullptr));
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
    if (lag) return serves_on(solver, n_made);
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
    if (!keep) {
      ++n_made;
      const Mat first = shear.first_block();
      IONFLUX_PETSC(PCSetOperators(blocks[0], first, first));
    }
    for (unsigned int f = 0; f < blocks.size(); ++f) {
      if (in_group(f)) continue;
      IONFLUX_PETSC(PCSetReusePreconditioner(blocks[f], keep ? PETSC_TRUE : PETSC_FALSE));
      IONFLUX_PETSC(PCSetUp(blocks[f]));
    }
    if (!matrix.group() || !use_group) return group.reset();
    if (group) return group->setup(keep);
    group = std::make_unique<GroupPreconditioner>(matrix, prefixes);
    group->setup(false);
  }

  bool in_group(const unsigned int f) const {
    if (!matrix.group() || !use_group) return false;
    const std::vector<unsigned int>& fields = matrix.group()->fields;
    return std::binary_search(fields.begin(), fields.end(), f);
  }

  // All fields of the group at once, where the first of them stands.
  void apply_group(Vec in, Vec out, std::vector<char>& is_zero) {
    const std::vector<unsigned int>& fields = matrix.group()->fields;
    for (const unsigned int f : fields)
      subtract_products(in, f, is_zero);
    for (const unsigned int f : fields)
      if (!changes[f]) IONFLUX_PETSC(VecDuplicate(solution[f], changes[f].address()));
    group->apply(right, changes);
    for (const unsigned int f : fields) {
      if (is_zero[f])
        IONFLUX_PETSC(VecCopy(changes[f], solution[f]));
      else
        IONFLUX_PETSC(VecAXPY(solution[f], 1.0, changes[f]));
      is_zero[f] = 0;
      insert_field(solution[f], f, matrix.n_fields(), out);
    }
  }

  void apply(Vec in, Vec out) {
    const unsigned int n = matrix.n_fields();
    std::vector<char> is_zero(n, 1);
    for (unsigned int f = 0; f < n; ++f) {
      if (in_group(f)) {
        if (f == matrix.group()->fields.front()) apply_group(in, out, is_zero);
        continue;
      }
      subtract_products(in, f, is_zero);
      if (f == 0 && matrix.is_transposed()) shear.fold(in, right[0], work);
      IONFLUX_PETSC(PCApply(blocks[f], right[f], is_zero[f] ? solution[f] : work));
      if (!is_zero[f]) IONFLUX_PETSC(VecAXPY(solution[f], 1.0, work));
      is_zero[f] = 0;
      for (unsigned int m = 1; m < n && f == 0 && !matrix.is_transposed(); ++m)
        if (shear.acts_on(m)) {
          shear.follow(m, solution[0], solution[m]);
          is_zero[m] = 0;
        }
      insert_field(solution[f], f, n, out);
    }
  }

  // right = field of `in` - what the solution so far makes of it.
  void subtract_products(Vec in, const unsigned int f, const std::vector<char>& is_zero) {
    bool any = false;
    for (unsigned int m = 0; m < matrix.n_fields(); ++m) {
      if (!matrix.block(f, m) || is_zero[m]) continue;
      if (any)
        IONFLUX_PETSC(MatMultAdd(matrix.block(f, m), solution[m], right[f], right[f]));
      else
        IONFLUX_PETSC(MatMult(matrix.block(f, m), solution[m], right[f]));
      any = true;
    }
    if (!any) IONFLUX_PETSC(VecSet(right[f], 0.0));
    subtract_from_field(in, f, right[f]);
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
  KSP solver;
  FieldMatrix& matrix;
  const bool may_keep;
  MatHandle whole;
  PcHandle factors;
  unsigned int n_made = 0;

  Factorization(KSP solver, FieldMatrix& matrix, const bool may_keep)
      : solver(solver), matrix(matrix), may_keep(may_keep) {}

  void setup() {
    if (may_keep && serves_on(solver, n_made)) return;
    matrix.copy_to(whole);
    if (!factors) {
      IONFLUX_PETSC(PCCreate(matrix.communicator(), factors.address()));
      IONFLUX_PETSC(PCSetType(factors, PCLU));
      IONFLUX_PETSC(PCFactorSetMatSolverType(factors, MATSOLVERMUMPS));
    }
    IONFLUX_PETSC(PCSetOperators(factors, whole, whole));
    IONFLUX_PETSC(PCSetFromOptions(factors));
    IONFLUX_PETSC(PCSetUp(factors));
    ++n_made;
  }

  void apply(Vec in, Vec out) { IONFLUX_PETSC(PCApply(factors, in, out)); }
};

} // namespace

void use_block_gauss_seidel(PC preconditioner, KSP solver, FieldMatrix& matrix,
                            const std::vector<std::string>& prefixes, const bool keep,
                            const bool lag) {
  make_shell_preconditioner(preconditioner,
                            new BlockGaussSeidel(solver, matrix, prefixes, keep, lag),
                            "block Gauss-Seidel over the fields");
}

void use_factorization(PC preconditioner, KSP solver, FieldMatrix& matrix, const bool keep) {
  make_shell_preconditioner(preconditioner, new Factorization(solver, matrix, keep),
                            "factorisation of the whole matrix");
}

FactorsKept factors_kept(PC preconditioner, const bool is_direct) {
  if (!is_direct) {
    const BlockGaussSeidel& kept = context_of<BlockGaussSeidel>(preconditioner);
    return {kept.n_made, serves_on(kept.solver, kept.n_made)};
  }
  const Factorization& kept = context_of<Factorization>(preconditioner);
  return {kept.n_made, serves_on(kept.solver, kept.n_made)};
}

} // namespace ionflux
