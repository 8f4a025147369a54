#include <ionflux/algebra/field_matrix.h>

#include <algorithm>

namespace ionflux {

using MatHandle = PetscHandle<Mat, MatDestroy>;

/// Compressed rows of the two parts in which PETSc keeps an MPIAIJ matrix.
struct FieldMatrix::Pattern {
  struct Part {
    const PetscInt *start = nullptr, *columns = nullptr;
    PetscInt n_rows = 0;
    PetscInt size() const { return n_rows ? start[n_rows] : 0; }
  };
  Part owned, foreign;
  const PetscInt* foreign_nodes = nullptr; // global numbers of the columns of `foreign`
  PetscInt n_foreign_nodes = 0;

  void clear_row(const Values& values, const PetscInt row) const {
    std::fill(values.owned + owned.start[row], values.owned + owned.start[row + 1], 0.0);
    if (foreign.size())
      std::fill(values.foreign + foreign.start[row], values.foreign + foreign.start[row + 1], 0.0);
  }

  std::vector<char> fixed;                                 // what the places below are for
  std::vector<std::vector<PetscInt>> in_owned, in_foreign; // entries in columns of fixed unknowns
};

namespace {

Mat part(Mat block, const bool foreign) {
  Mat owned_part = nullptr, foreign_part = nullptr;
  IONFLUX_PETSC(MatMPIAIJGetSeqAIJ(block, &owned_part, &foreign_part, nullptr));
  return foreign ? foreign_part : owned_part;
}

// Tells solvers that the operator is a new one.
void mark_changed(Mat matrix) {
  IONFLUX_PETSC(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  IONFLUX_PETSC(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
}

} // namespace

FieldMatrix::~FieldMatrix() = default;

bool FieldMatrix::has_pattern(MPI_Comm communicator, const std::vector<char>& new_couples,
                              const RowPattern& new_rows) const {
  int same = !transpose && couples == new_couples && rows.start == new_rows.start &&
             rows.columns == new_rows.columns;
  MPI_Allreduce(MPI_IN_PLACE, &same, 1, MPI_INT, MPI_MIN, communicator);
  return same;
}

void FieldMatrix::reinit(MPI_Comm communicator, const unsigned int n_fields,
                         const std::vector<char>& new_couples, const RowPattern& new_rows) {
  if (has_pattern(communicator, new_couples, new_rows)) return;
  comm = communicator;
  size = n_fields;
  couples = new_couples;
  rows = new_rows;
  n_nodes = rows.start.size() - 1;
  shell_matrix = MatHandle();
  transpose = false;
  clear_shears();
  blocks.clear();
  blocks.resize(size * size);
  opened.assign(size * size, {nullptr, nullptr});
  Mat first_block = nullptr;
  for (unsigned int i = 0; i < size * size; ++i) {
    if (!couples[i]) continue;
    if (first_block) {
      // PETSc counts the users of a shared pattern.
      IONFLUX_PETSC(MatDuplicate(first_block, MAT_SHARE_NONZERO_PATTERN, blocks[i].address()));
      continue;
    }
    IONFLUX_PETSC(MatCreate(comm, blocks[i].address()));
    first_block = blocks[i];
    IONFLUX_PETSC(MatSetSizes(first_block, n_nodes, n_nodes, PETSC_DETERMINE, PETSC_DETERMINE));
    IONFLUX_PETSC(MatSetType(first_block, MATMPIAIJ));
    IONFLUX_PETSC(
        MatMPIAIJSetPreallocationCSR(first_block, rows.start.data(), rows.columns.data(), nullptr));
  }
  attach();
}

// Work vectors, and the pattern as PETSc keeps it; all blocks have the same.
void FieldMatrix::attach() {
  const Mat any = block(0, 0);
  IONFLUX_PETSC(MatGetOwnershipRange(any, &first, nullptr));
  inputs = std::vector<VecHandle>(size);
  outputs = std::vector<VecHandle>(size);
  for (unsigned int f = 0; f < size; ++f)
    IONFLUX_PETSC(MatCreateVecs(any, inputs[f].address(), outputs[f].address()));
  pattern = std::make_shared<Pattern>();
  for (const bool foreign : {false, true}) {
    auto& target = foreign ? pattern->foreign : pattern->owned;
    PetscBool done;
    IONFLUX_PETSC(MatGetRowIJ(part(any, foreign), 0, PETSC_FALSE, PETSC_FALSE, &target.n_rows,
                              &target.start, &target.columns, &done));
  }
  IONFLUX_PETSC(MatMPIAIJGetSeqAIJ(any, nullptr, nullptr, &pattern->foreign_nodes));
  IONFLUX_PETSC(MatGetSize(part(any, true), nullptr, &pattern->n_foreign_nodes));
}

PetscInt FieldMatrix::place(const PetscInt row, const PetscInt column) const {
  const auto find = [row](const Pattern::Part& part, const PetscInt number) {
    const PetscInt *begin = part.columns + part.start[row],
                   *end = part.columns + part.start[row + 1];
    const PetscInt* found = std::lower_bound(begin, end, number);
    if (found == end || *found != number)
      throw std::logic_error("FieldMatrix: a coupling is not in the pattern");
    return static_cast<PetscInt>(found - part.columns);
  };
  if (column >= first && column < first + n_nodes) return find(pattern->owned, column - first);
  const PetscInt* end = pattern->foreign_nodes + pattern->n_foreign_nodes;
  const PetscInt* node = std::lower_bound(pattern->foreign_nodes, end, column);
  if (node == end || *node != column)
    throw std::logic_error("FieldMatrix: a coupling is not in the pattern");
  return ~find(pattern->foreign, node - pattern->foreign_nodes);
}

void FieldMatrix::open() {
  for (unsigned int i = 0; i < size * size; ++i) {
    if (!blocks[i]) continue;
    IONFLUX_PETSC(MatSeqAIJGetArray(part(blocks[i], false), &opened[i].owned));
    IONFLUX_PETSC(MatSeqAIJGetArray(part(blocks[i], true), &opened[i].foreign));
  }
}

void FieldMatrix::close() {
  for (unsigned int i = 0; i < size * size; ++i) {
    if (!blocks[i]) continue;
    IONFLUX_PETSC(MatSeqAIJRestoreArray(part(blocks[i], false), &opened[i].owned));
    IONFLUX_PETSC(MatSeqAIJRestoreArray(part(blocks[i], true), &opened[i].foreign));
    mark_changed(blocks[i]);
  }
  if (shell_matrix) mark_changed(shell_matrix);
}

void FieldMatrix::set_zero() {
  for (const auto& block : blocks)
    if (block) IONFLUX_PETSC(MatZeroEntries(block));
}

void FieldMatrix::assemble() {
  for (const auto& block : blocks)
    if (block) IONFLUX_PETSC(MatAssemblyBegin(block, MAT_FINAL_ASSEMBLY));
  for (const auto& block : blocks)
    if (block) IONFLUX_PETSC(MatAssemblyEnd(block, MAT_FINAL_ASSEMBLY));
}

// Ranks learn from the owners which unknowns of foreign columns are fixed: they may lie beyond the
// ghost cells.
void FieldMatrix::find_columns(const std::vector<char>& fixed) {
  Pattern& p = *pattern;
  p.in_owned.assign(size, {});
  p.in_foreign.assign(size, {});
  IndexSetHandle nodes;
  VecHandle foreign;
  PetscHandle<VecScatter, VecScatterDestroy> scatter;
  IONFLUX_PETSC(ISCreateGeneral(PETSC_COMM_SELF, p.n_foreign_nodes, p.foreign_nodes,
                                PETSC_COPY_VALUES, nodes.address()));
  IONFLUX_PETSC(VecCreateSeq(PETSC_COMM_SELF, p.n_foreign_nodes, foreign.address()));
  IONFLUX_PETSC(VecScatterCreate(inputs[0], nodes, foreign, nullptr, scatter.address()));
  for (unsigned int f = 0; f < size; ++f) {
    PetscScalar* flags;
    IONFLUX_PETSC(VecGetArray(inputs[f], &flags));
    for (PetscInt node = 0; node < n_nodes; ++node)
      flags[node] = fixed[node * size + f];
    IONFLUX_PETSC(VecRestoreArray(inputs[f], &flags));
    IONFLUX_PETSC(VecScatterBegin(scatter, inputs[f], foreign, INSERT_VALUES, SCATTER_FORWARD));
    IONFLUX_PETSC(VecScatterEnd(scatter, inputs[f], foreign, INSERT_VALUES, SCATTER_FORWARD));
    const PetscScalar* foreign_flags;
    IONFLUX_PETSC(VecGetArrayRead(foreign, &foreign_flags));
    for (PetscInt k = 0; k < p.owned.size(); ++k)
      if (fixed[p.owned.columns[k] * size + f]) p.in_owned[f].push_back(k);
    for (PetscInt k = 0; k < p.foreign.size(); ++k)
      if (foreign_flags[p.foreign.columns[k]] != 0.0) p.in_foreign[f].push_back(k);
    IONFLUX_PETSC(VecRestoreArrayRead(foreign, &foreign_flags));
  }
  p.fixed = fixed;
}

void FieldMatrix::eliminate(const std::vector<char>& fixed) {
  int changed = fixed != pattern->fixed;
  MPI_Allreduce(MPI_IN_PLACE, &changed, 1, MPI_INT, MPI_MAX, comm);
  if (changed) find_columns(fixed);
  const Pattern& p = *pattern;
  open();
  for (unsigned int f = 0; f < size; ++f)
    for (unsigned int m = 0; m < size; ++m) {
      if (!block(f, m)) continue;
      const Values& v = values(f, m);
      for (const PetscInt k : p.in_owned[m])
        v.owned[k] = 0.0;
      for (const PetscInt k : p.in_foreign[m])
        v.foreign[k] = 0.0;
      for (PetscInt node = 0; node < n_nodes; ++node) {
        if (!fixed[node * size + f]) continue;
        p.clear_row(v, node);
        if (f == m) v.owned[place(node, first + node)] = 1.0;
      }
    }
  close();
}

void FieldMatrix::set_row(const unsigned int field, const PetscInt node,
                          const std::vector<std::pair<unsigned int, double>>& entries) {
  for (unsigned int m = 0; m < size; ++m)
    if (block(field, m)) pattern->clear_row(values(field, m), node);
  for (const auto& [m, value] : entries)
    values(field, m).owned[place(node, first + node)] = value;
}

void FieldMatrix::clear_shears() {
  shears.clear();
  shears.resize(size);
}

void FieldMatrix::set_shear(const unsigned int field, const std::vector<double>& factor) {
  if (!shears[field]) IONFLUX_PETSC(VecDuplicate(inputs[0], shears[field].address()));
  PetscScalar* values;
  IONFLUX_PETSC(VecGetArray(shears[field], &values));
  std::copy(factor.begin(), factor.end(), values);
  IONFLUX_PETSC(VecRestoreArray(shears[field], &values));
}

void FieldMatrix::copy_to(MatHandle& matrix) const {
  const PetscInt n = size;
  if (!matrix) {
    std::vector<PetscInt> in_owned(n_nodes * n, 0), in_foreign(n_nodes * n, 0);
    for (PetscInt node = 0; node < n_nodes; ++node)
      for (unsigned int f = 0; f < size; ++f)
        for (unsigned int m = 0; m < size; ++m) {
          if (!block(f, m)) continue;
          in_owned[node * n + f] += pattern->owned.start[node + 1] - pattern->owned.start[node];
          in_foreign[node * n + f] +=
              pattern->foreign.start[node + 1] - pattern->foreign.start[node];
        }
    IONFLUX_PETSC(MatCreateAIJ(comm, n_nodes * n, n_nodes * n, PETSC_DETERMINE, PETSC_DETERMINE, 0,
                               in_owned.data(), 0, in_foreign.data(), matrix.address()));
  }
  IONFLUX_PETSC(MatZeroEntries(matrix));
  std::vector<PetscInt> places;
  for (PetscInt node = first; node < first + n_nodes; ++node)
    for (unsigned int f = 0; f < size; ++f)
      for (unsigned int m = 0; m < size; ++m) {
        if (!block(f, m)) continue;
        PetscInt n_columns;
        const PetscInt* columns;
        const PetscScalar* entries;
        IONFLUX_PETSC(MatGetRow(block(f, m), node, &n_columns, &columns, &entries));
        places.resize(n_columns);
        for (PetscInt k = 0; k < n_columns; ++k)
          places[k] = columns[k] * n + m;
        const PetscInt row = node * n + f;
        IONFLUX_PETSC(
            MatSetValues(matrix, 1, &row, n_columns, places.data(), entries, INSERT_VALUES));
        IONFLUX_PETSC(MatRestoreRow(block(f, m), node, &n_columns, &columns, &entries));
      }
  IONFLUX_PETSC(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  IONFLUX_PETSC(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
}

} // namespace ionflux
