// A FieldMatrix as an operator: its products, and its transpose.

#include <ionflux/algebra/field_matrix.h>

namespace ionflux {

Mat FieldMatrix::shell() {
  if (!shell_matrix) {
    const PetscInt n = n_nodes * size;
    IONFLUX_PETSC(
        MatCreateShell(comm, n, n, PETSC_DETERMINE, PETSC_DETERMINE, this, shell_matrix.address()));
    IONFLUX_PETSC(
        MatShellSetOperation(shell_matrix, MATOP_MULT, reinterpret_cast<void (*)()>(multiply)));
  } else {
    IONFLUX_PETSC(MatShellSetContext(shell_matrix, this));
  }
  return shell_matrix;
}

PetscErrorCode FieldMatrix::multiply(Mat shell, Vec x, Vec y) {
  void* context = nullptr;
  PetscErrorCode code = MatShellGetContext(shell, &context);
  if (code) return code;
  const auto& self = *static_cast<FieldMatrix*>(context);
  try {
    for (unsigned int m = 0; m < self.size; ++m)
      extract_field(x, m, self.size, self.inputs[m]);
    for (unsigned int f = 0; f < self.size; ++f) {
      IONFLUX_PETSC(MatMult(self.block(f, f), self.inputs[f], self.outputs[f]));
      for (unsigned int m = 0; m < self.size; ++m)
        if (m != f && self.block(f, m))
          IONFLUX_PETSC(
              MatMultAdd(self.block(f, m), self.inputs[m], self.outputs[f], self.outputs[f]));
      insert_field(self.outputs[f], f, self.size, y);
    }
    if (self.addition) self.addition(x, y);
  } catch (...) {
    return PETSC_ERR_LIB;
  }
  return 0;
}

void FieldMatrix::multiply_transposed(Vec x, Vec y) {
  for (unsigned int f = 0; f < size; ++f)
    extract_field(x, f, size, outputs[f]);
  for (unsigned int m = 0; m < size; ++m) {
    IONFLUX_PETSC(MatMultTranspose(block(m, m), outputs[m], inputs[m]));
    for (unsigned int f = 0; f < size; ++f)
      if (f != m && block(f, m))
        IONFLUX_PETSC(MatMultTransposeAdd(block(f, m), outputs[f], inputs[m], inputs[m]));
    insert_field(inputs[m], m, size, y);
  }
}

FieldMatrix FieldMatrix::transposed() const {
  FieldMatrix result;
  result.transpose = !transpose;
  result.grouped = grouped;
  result.comm = comm;
  result.size = size;
  result.n_nodes = n_nodes;
  result.blocks.resize(size * size);
  result.opened.assign(size * size, {nullptr, nullptr});
  for (unsigned int f = 0; f < size; ++f)
    for (unsigned int m = 0; m < size; ++m)
      if (block(f, m))
        IONFLUX_PETSC(
            MatTranspose(block(f, m), MAT_INITIAL_MATRIX, result.blocks[m * size + f].address()));
  result.attach();
  result.clear_shears();
  for (unsigned int f = 0; f < size; ++f)
    if (shears[f]) {
      IONFLUX_PETSC(VecDuplicate(shears[f], result.shears[f].address()));
      IONFLUX_PETSC(VecCopy(shears[f], result.shears[f]));
    }
  return result;
}

} // namespace ionflux
