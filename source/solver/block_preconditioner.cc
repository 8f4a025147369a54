#include <ionflux/solver/block_preconditioner.h>
#include <ionflux/solver/group_preconditioner.h>
#include <ionflux/solver/potential_response.h>
#include <ionflux/solver/shear.h>
#include <ionflux/solver/shell_preconditioner.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace ionflux {

namespace {

using PcHandle = PetscHandle<PC, PCDestroy>;
using MatHandle = PetscHandle<Mat, MatDestroy>;

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
  constexpr PetscInt most_iterations = 8;
  PetscInt iterations = 0;
  KSPConvergedReason reason;
  IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  return n_made > 0 && reason >= 0 && iterations <= most_iterations;
}

struct BlockGaussSeidel {
  KSP solver;
  FieldMatrix& matrix;
  const BlockChoices choices;
  const bool use_group = wants_group();
  const std::vector<std::string> prefixes;
  Shear shear;
  PotentialResponse response;
  std::unique_ptr<GroupPreconditioner> group; ///< of fields that are solved for together
  std::vector<PcHandle> blocks;
  std::vector<VecHandle> right, solution, changes;
  VecHandle work;
  double fresh_rate = 0.0; ///< decimal digits an iteration just after a set-up
  bool measured = true;    ///< has the rate of the present set-up been taken?
  double tolerance = 0.0;  ///< of the last solve
  unsigned int n_made = 0;

  BlockGaussSeidel(KSP solver, FieldMatrix& matrix, const std::vector<std::string>& prefixes,
                   const BlockChoices& choices)
      : solver(solver), matrix(matrix), choices(choices), prefixes(prefixes), shear(matrix),
        response(matrix) {
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
    if (choices.lag) return serves_on(solver, n_made);
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
    const bool keep = choices.keep && still_works();
    if (!keep) measured = false;
    IONFLUX_PETSC(KSPGetTolerances(solver, &tolerance, nullptr, nullptr, nullptr));
    if (!keep) {
      ++n_made;
      const Mat first = shear.first_block();
      IONFLUX_PETSC(PCSetOperators(blocks[0], first, first));
    }
    for (unsigned int f = 0; f < blocks.size(); ++f) {
      if (f == 1 && !keep) find_response();
      if (in_group(f)) continue;
      IONFLUX_PETSC(PCSetReusePreconditioner(blocks[f], keep ? PETSC_TRUE : PETSC_FALSE));
      IONFLUX_PETSC(PCSetUp(blocks[f]));
    }
    if (!matrix.group() || !use_group) return group.reset();
    if (group) return group->setup(keep);
    group = std::make_unique<GroupPreconditioner>(matrix, prefixes);
    group->setup(false);
  }

  // Needs the solver of the potential, and makes the blocks of the others.
  void find_response() {
    const unsigned int n = blocks.size();
    std::vector<char> wanted(n, 0);
    for (unsigned int f = 1; f < n; ++f)
      wanted[f] = choices.response && !in_group(f) && !shear.acts_on(f);
    response.update(blocks[0], wanted);
    for (unsigned int f = 1; f < n; ++f) {
      const Mat block = response.acts_on(f) ? response.block(f) : matrix.block(f, f);
      IONFLUX_PETSC(PCSetOperators(blocks[f], block, block));
    }
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
    // The transposed of lower triangular blocks: first the fields that the potential follows.
    for (unsigned int f = n; f-- > 1 && matrix.is_transposed();)
      if (response.acts_on(f)) apply_block(f, in, is_zero);
    for (unsigned int f = 0; f < n; ++f) {
      if (in_group(f)) {
        if (f == matrix.group()->fields.front()) apply_group(in, out, is_zero);
        continue;
      }
      if (!(matrix.is_transposed() && response.acts_on(f))) apply_block(f, in, is_zero);
    }
    for (unsigned int f = 0; f < n; ++f)
      if (!in_group(f)) insert_field(solution[f], f, n, out);
  }

  void apply_block(const unsigned int f, Vec in, std::vector<char>& is_zero) {
    const bool transposed = matrix.is_transposed(), responds = response.acts_on(f);
    subtract_products(in, f, is_zero);
    if (f == 0 && transposed) shear.fold(in, right[0], work);
    if (responds && transposed) {
      subtract_products(in, 0, is_zero);
      response.add(f, right[0], right[f]);
    }
    Vec change = is_zero[f] ? solution[f] : work;
    IONFLUX_PETSC(PCApply(blocks[f], right[f], change));
    if (responds && !transposed) response.add(f, change, solution[0]);
    if (!is_zero[f]) IONFLUX_PETSC(VecAXPY(solution[f], 1.0, work));
    is_zero[f] = 0;
    for (unsigned int m = 1; m < matrix.n_fields() && f == 0 && !transposed; ++m)
      if (shear.acts_on(m)) {
        shear.follow(m, solution[0], solution[m]);
        is_zero[m] = 0;
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
                            const std::vector<std::string>& prefixes, const BlockChoices& choices) {
  make_shell_preconditioner(preconditioner, new BlockGaussSeidel(solver, matrix, prefixes, choices),
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
