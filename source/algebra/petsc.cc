#include <ionflux/algebra/petsc.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// PETSc's VecStrideNorm() would need the block size, which copies of a vector forget.
template <typename Work>
void for_each_entry(Vec vector, const unsigned int n_fields, const Work& work) {
  const PetscScalar* values = nullptr;
  PetscInt n = 0;
  IONFLUX_PETSC(VecGetLocalSize(vector, &n));
  IONFLUX_PETSC(VecGetArrayRead(vector, &values));
  for (PetscInt i = 0; i < n; ++i)
    work(i % n_fields, values[i]);
  IONFLUX_PETSC(VecRestoreArrayRead(vector, &values));
}

MPI_Comm communicator_of(Vec vector) {
  MPI_Comm communicator;
  IONFLUX_PETSC(PetscObjectGetComm(reinterpret_cast<PetscObject>(vector), &communicator));
  return communicator;
}

} // namespace

VecHandle zero_like(Vec x) {
  VecHandle zero;
  IONFLUX_PETSC(VecDuplicate(x, zero.address()));
  IONFLUX_PETSC(VecSet(zero, 0.0));
  return zero;
}

VecHandle copy_of(Vec x) {
  VecHandle copy;
  IONFLUX_PETSC(VecDuplicate(x, copy.address()));
  IONFLUX_PETSC(VecCopy(x, copy));
  return copy;
}

void set_zero(Vec x, const std::vector<char>& where) {
  double* values;
  IONFLUX_PETSC(VecGetArray(x, &values));
  for (std::size_t i = 0; i < where.size(); ++i)
    if (where[i]) values[i] = 0.0;
  IONFLUX_PETSC(VecRestoreArray(x, &values));
}

std::vector<double> field_norms(Vec vector, const unsigned int n_fields) {
  std::vector<double> sums(n_fields, 0.0);
  for_each_entry(vector, n_fields, [&](unsigned int field, double v) { sums[field] += v * v; });
  MPI_Allreduce(MPI_IN_PLACE, sums.data(), n_fields, MPI_DOUBLE, MPI_SUM, communicator_of(vector));
  for (double& sum : sums)
    sum = std::sqrt(sum);
  return sums;
}

std::vector<double> field_maxima(Vec vector, const unsigned int n_fields) {
  std::vector<double> maxima(n_fields, 0.0);
  for_each_entry(vector, n_fields, [&](unsigned int field, double v) {
    // a NaN must win
    if (!(std::abs(v) <= maxima[field])) maxima[field] = std::abs(v);
  });
  MPI_Allreduce(MPI_IN_PLACE, maxima.data(), n_fields, MPI_DOUBLE, MPI_MAX,
                communicator_of(vector));
  return maxima;
}

void extract_field(Vec interleaved, const unsigned int field, const unsigned int n_fields,
                   Vec single) {
  const PetscScalar* from;
  PetscScalar* to;
  PetscInt n;
  IONFLUX_PETSC(VecGetLocalSize(single, &n));
  IONFLUX_PETSC(VecGetArrayRead(interleaved, &from));
  IONFLUX_PETSC(VecGetArrayWrite(single, &to));
  for (PetscInt i = 0; i < n; ++i)
    to[i] = from[i * n_fields + field];
  IONFLUX_PETSC(VecRestoreArrayWrite(single, &to));
  IONFLUX_PETSC(VecRestoreArrayRead(interleaved, &from));
}

void insert_field(Vec single, const unsigned int field, const unsigned int n_fields,
                  Vec interleaved) {
  const PetscScalar* from;
  PetscScalar* to;
  PetscInt n;
  IONFLUX_PETSC(VecGetLocalSize(single, &n));
  IONFLUX_PETSC(VecGetArrayRead(single, &from));
  IONFLUX_PETSC(VecGetArray(interleaved, &to));
  for (PetscInt i = 0; i < n; ++i)
    to[i * n_fields + field] = from[i];
  IONFLUX_PETSC(VecRestoreArray(interleaved, &to));
  IONFLUX_PETSC(VecRestoreArrayRead(single, &from));
}

} // namespace ionflux
