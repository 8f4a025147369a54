#pragma once

#include <ionflux/algebra/field_matrix.h>

#include <vector>

namespace ionflux {

/// A few rows and columns more of a FieldMatrix J, for scalar unknowns p such as the potential of
/// an electrode:
///
///     [ J    B ]     B: derivative of the equations by p,   C^T: of the scalar equations by x,
///     [ C^T  D ]     D: of the scalar equations by p.
///
/// Each scalar lives in the same vectors, in the place of an unknown that J has eliminated (its row
/// and column hold a one only). Columns and rows are zero at all places.
class Borders {
public:
  /// @param places global indices in the vectors, the same on all ranks
  /// @param like   a vector of the matrix
  void reinit(Vec like, const std::vector<PetscInt>& places);

  unsigned int size() const { return places.size(); }

  Vec column(const unsigned int k) const { return columns[k]; }
  Vec row(const unsigned int k) const { return rows[k]; }
  double& corner(const unsigned int k, const unsigned int l) { return corners[k * size() + l]; }
  double corner(const unsigned int k, const unsigned int l) const {
    return corners[k * size() + l];
  }

  /// The values of a vector at the places, on all ranks. Collective.
  std::vector<double> values_of(Vec x) const;
  /// Put values there.
  void set_values(Vec x, const std::vector<double>& values) const;

  /// The whole as PETSc's operator; valid while this object and `matrix` live and do not move.
  Mat shell(FieldMatrix& matrix);

  /// Tell solvers that the operator is a new one.
  void mark_changed();

  Borders transposed() const;

private:
  static PetscErrorCode multiply(Mat shell, Vec x, Vec y);

  std::vector<PetscInt> places;
  std::vector<VecHandle> columns, rows;
  std::vector<double> corners;
  FieldMatrix* inner = nullptr;
  PetscHandle<Mat, MatDestroy> shell_matrix;
};

} // namespace ionflux
