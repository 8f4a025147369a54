#pragma once

#include <ionflux/algebra/field_matrix.h>
#include <ionflux/algebra/petsc.h>

namespace ionflux {

/// The change of basis that the matrix asks for (FieldMatrix::set_shear), and the block of field 0
/// in it: J T with T = [1; -s_i 1], or for the transposed matrix T^T J^T.
class Shear {
public:
  explicit Shear(FieldMatrix& matrix) : matrix(matrix) {}

  bool acts_on(const unsigned int field) const { return matrix.shear(field) != nullptr; }

  /// Field 0's block for the preconditioner; the same object from call to call.
  Mat first_block();

  /// first -= s_i * (field i of `in`): the right-hand side of field 0 for the transposed matrix.
  void fold(Vec in, Vec first, Vec work);

  /// to = -s_f * first: the part of unknown f that follows unknown 0.
  void follow(unsigned int f, Vec first, Vec to);

private:
  Mat off_diagonal(unsigned int f) const;

  FieldMatrix& matrix;
  PetscHandle<Mat, MatDestroy> sum, term;
};

} // namespace ionflux
