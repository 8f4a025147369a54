#include <ionflux/solver/potential_response.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Digits of s, and what they may take: it is a part of a preconditioner.
constexpr double factor_tolerance = 1e-1;
constexpr PetscInt most_factor_iterations = 20;

// |s| is below 1 / |z| by the maximum principle; beyond this something else is going on.
constexpr double largest_factor = 10.0;

} // namespace

void PotentialResponse::update(PC potential, const std::vector<char>& wanted) {
  const unsigned int n = matrix.n_fields();
  if (!solver) {
    blocks.resize(n);
    factors.resize(n);
    IONFLUX_PETSC(MatCreateVecs(matrix.block(0, 0), ones.address(), work.address()));
    IONFLUX_PETSC(VecSet(ones, 1.0));
    IONFLUX_PETSC(KSPCreate(matrix.communicator(), solver.address()));
    IONFLUX_PETSC(KSPSetPC(solver, potential));
    IONFLUX_PETSC(KSPSetType(solver, KSPFGMRES));
    IONFLUX_PETSC(KSPSetErrorIfNotConverged(solver, PETSC_FALSE));
    IONFLUX_PETSC(
        KSPSetTolerances(solver, factor_tolerance, 1e-50, PETSC_DEFAULT, most_factor_iterations));
  }
  Mat inverse_of = nullptr;
  IONFLUX_PETSC(PCGetOperators(potential, nullptr, &inverse_of));
  IONFLUX_PETSC(KSPSetOperators(solver, inverse_of, inverse_of));
  acting.assign(n, 0);
  for (unsigned int f = 1; f < n; ++f) {
    acting[f] = wanted[f] && matrix.block(f, 0) && matrix.block(0, f) && find_factor(f);
    if (acting[f]) make_block(f);
  }
}

bool PotentialResponse::find_factor(const unsigned int field) {
  double coupling = 0.0;
  const Mat dragged = matrix.is_transposed() ? matrix.block(0, field) : matrix.block(field, 0);
  IONFLUX_PETSC(MatNorm(dragged, NORM_FROBENIUS, &coupling));
  if (!(coupling > 0.0)) return false;
  if (matrix.is_transposed())
    IONFLUX_PETSC(MatMultTranspose(matrix.block(field, 0), ones, work));
  else
    IONFLUX_PETSC(MatMult(matrix.block(0, field), ones, work));
  double size = 0.0;
  IONFLUX_PETSC(VecNorm(work, NORM_2, &size));
  if (!(size > 0.0)) return false;
  IONFLUX_PETSC(VecScale(work, -1.0));
  if (!factors[field]) {
    IONFLUX_PETSC(VecDuplicate(work, factors[field].address()));
    IONFLUX_PETSC(VecSet(factors[field], 0.0));
  }
  IONFLUX_PETSC(KSPSolve(solver, work, factors[field]));
  double largest = 0.0;
  IONFLUX_PETSC(VecNorm(factors[field], NORM_INFINITY, &largest));
  if (largest <= largest_factor) return true;
  IONFLUX_PETSC(VecSet(factors[field], 0.0));
  return false;
}

void PotentialResponse::make_block(const unsigned int field) {
  const Mat own = matrix.block(field, field),
            dragged = matrix.is_transposed() ? matrix.block(0, field) : matrix.block(field, 0);
  Mat& block = *blocks[field].address();
  if (!block) IONFLUX_PETSC(MatDuplicate(own, MAT_COPY_VALUES, blocks[field].address()));
  if (!term) IONFLUX_PETSC(MatDuplicate(own, MAT_COPY_VALUES, term.address()));
  IONFLUX_PETSC(MatCopy(own, block, SAME_NONZERO_PATTERN));
  IONFLUX_PETSC(MatCopy(dragged, term, SAME_NONZERO_PATTERN));
  IONFLUX_PETSC(MatDiagonalScale(term, matrix.is_transposed() ? Vec(factors[field]) : nullptr,
                                 matrix.is_transposed() ? nullptr : Vec(factors[field])));
  IONFLUX_PETSC(MatAXPY(block, 1.0, term, SAME_NONZERO_PATTERN));
}

void PotentialResponse::add(const unsigned int field, Vec from, Vec to) {
  IONFLUX_PETSC(VecPointwiseMult(work, factors[field], from));
  IONFLUX_PETSC(VecAXPY(to, 1.0, work));
}

} // namespace ionflux
