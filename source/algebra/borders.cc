#include <ionflux/algebra/borders.h>

namespace ionflux {

void Borders::reinit(Vec like, const std::vector<PetscInt>& new_places) {
  places = new_places;
  columns.clear();
  rows.clear();
  columns.resize(size());
  rows.resize(size());
  for (unsigned int k = 0; k < size(); ++k) {
    IONFLUX_PETSC(VecDuplicate(like, columns[k].address()));
    IONFLUX_PETSC(VecDuplicate(like, rows[k].address()));
  }
  corners.assign(size() * size(), 0.0);
  shell_matrix = PetscHandle<Mat, MatDestroy>();
}

std::vector<double> Borders::values_of(Vec x) const {
  std::vector<double> values(size(), 0.0);
  PetscInt first, last;
  const PetscScalar* array;
  IONFLUX_PETSC(VecGetOwnershipRange(x, &first, &last));
  IONFLUX_PETSC(VecGetArrayRead(x, &array));
  for (unsigned int k = 0; k < size(); ++k)
    if (places[k] >= first && places[k] < last) values[k] = array[places[k] - first];
  IONFLUX_PETSC(VecRestoreArrayRead(x, &array));
  MPI_Comm communicator;
  IONFLUX_PETSC(PetscObjectGetComm(reinterpret_cast<PetscObject>(x), &communicator));
  MPI_Allreduce(MPI_IN_PLACE, values.data(), size(), MPI_DOUBLE, MPI_SUM, communicator);
  return values;
}

void Borders::set_values(Vec x, const std::vector<double>& values) const {
  PetscInt first, last;
  PetscScalar* array;
  IONFLUX_PETSC(VecGetOwnershipRange(x, &first, &last));
  IONFLUX_PETSC(VecGetArray(x, &array));
  for (unsigned int k = 0; k < size(); ++k)
    if (places[k] >= first && places[k] < last) array[places[k] - first] = values[k];
  IONFLUX_PETSC(VecRestoreArray(x, &array));
}

Mat Borders::shell(FieldMatrix& matrix) {
  inner = &matrix;
  if (!shell_matrix) {
    const PetscInt n = matrix.n_owned_nodes() * matrix.n_fields();
    IONFLUX_PETSC(MatCreateShell(matrix.communicator(), n, n, PETSC_DETERMINE, PETSC_DETERMINE,
                                 this, shell_matrix.address()));
    IONFLUX_PETSC(
        MatShellSetOperation(shell_matrix, MATOP_MULT, reinterpret_cast<void (*)()>(multiply)));
  } else {
    IONFLUX_PETSC(MatShellSetContext(shell_matrix, this));
  }
  return shell_matrix;
}

void Borders::mark_changed() {
  if (!shell_matrix) return;
  IONFLUX_PETSC(MatAssemblyBegin(shell_matrix, MAT_FINAL_ASSEMBLY));
  IONFLUX_PETSC(MatAssemblyEnd(shell_matrix, MAT_FINAL_ASSEMBLY));
}

PetscErrorCode Borders::multiply(Mat shell, Vec x, Vec y) {
  void* context = nullptr;
  PetscErrorCode code = MatShellGetContext(shell, &context);
  if (code) return code;
  const auto& self = *static_cast<Borders*>(context);
  try {
    IONFLUX_PETSC(MatMult(self.inner->shell(), x, y));
    const std::vector<double> p = self.values_of(x);
    std::vector<double> result(self.size(), 0.0);
    for (unsigned int k = 0; k < self.size(); ++k) {
      IONFLUX_PETSC(VecDot(self.rows[k], x, &result[k]));
      for (unsigned int l = 0; l < self.size(); ++l)
        result[k] += self.corner(k, l) * p[l];
      IONFLUX_PETSC(VecAXPY(y, p[k], self.columns[k]));
    }
    self.set_values(y, result);
  } catch (...) {
    return PETSC_ERR_LIB;
  }
  return 0;
}

Borders Borders::transposed() const {
  Borders result;
  result.places = places;
  for (unsigned int k = 0; k < size(); ++k) {
    result.columns.push_back(copy_of(rows[k]));
    result.rows.push_back(copy_of(columns[k]));
  }
  for (unsigned int k = 0; k < size(); ++k)
    for (unsigned int l = 0; l < size(); ++l)
      result.corners.push_back(corner(l, k));
  return result;
}

} // namespace ionflux
