#include <ionflux/solver/shear.h>

namespace ionflux {

Mat Shear::first_block() {
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

void Shear::fold(Vec in, Vec first, Vec work) {
  for (unsigned int f = 1; f < matrix.n_fields(); ++f) {
    if (!acts_on(f)) continue;
    extract_field(in, f, matrix.n_fields(), work);
    IONFLUX_PETSC(VecPointwiseMult(work, matrix.shear(f), work));
    IONFLUX_PETSC(VecAXPY(first, -1.0, work));
  }
}

void Shear::follow(const unsigned int f, Vec first, Vec to) {
  IONFLUX_PETSC(VecPointwiseMult(to, matrix.shear(f), first));
  IONFLUX_PETSC(VecScale(to, -1.0));
}

Mat Shear::off_diagonal(const unsigned int f) const {
  return matrix.is_transposed() ? matrix.block(f, 0) : matrix.block(0, f);
}

} // namespace ionflux
