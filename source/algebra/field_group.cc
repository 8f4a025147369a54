#include <ionflux/algebra/field_group.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// A pinned combination is held so many times more stiffly than anything else at its node.
constexpr double pin_stiffness = 1e6;

Mat sequential_part(Mat block, const bool foreign) {
  Mat owned_part = nullptr, foreign_part = nullptr;
  IONFLUX_PETSC(MatMPIAIJGetSeqAIJ(block, &owned_part, &foreign_part, nullptr));
  return foreign ? foreign_part : owned_part;
}

/// Compressed rows of a part; shared by all blocks of a FieldMatrix.
struct Rows {
  const PetscInt *start = nullptr, *columns = nullptr;
  PetscInt n = 0;
  explicit Rows(Mat part) {
    PetscBool done;
    IONFLUX_PETSC(MatGetRowIJ(part, 0, PETSC_FALSE, PETSC_FALSE, &n, &start, &columns, &done));
  }
};

/// Values of a part while this lives; null for a block that is not there.
class PartValues {
public:
  PartValues(Mat block, const bool foreign)
      : part(block ? sequential_part(block, foreign) : nullptr) {
    if (part) IONFLUX_PETSC(MatSeqAIJGetArray(part, &values));
  }
  PartValues(const PartValues&) = delete;
  PartValues(PartValues&& other) noexcept
      : part(std::exchange(other.part, nullptr)), values(other.values) {}
  ~PartValues() {
    if (part) MatSeqAIJRestoreArray(part, &values);
  }
  double* get() const { return values; }

private:
  Mat part;
  double* values = nullptr;
};

} // namespace

const std::vector<double>& GroupBlocks::left() const {
  return matrix.is_transposed() ? matrix.group()->columns : matrix.group()->rows;
}

const std::vector<double>& GroupBlocks::right() const {
  return matrix.is_transposed() ? matrix.group()->rows : matrix.group()->columns;
}

void GroupBlocks::update() {
  const FieldGroup& group = *matrix.group();
  const unsigned int n = group.size();
  const Mat any = matrix.block(group.fields[0], group.fields[0]);
  blocks.resize(n * (n + 1) / 2);
  for (auto& block : blocks)
    if (!block) IONFLUX_PETSC(MatDuplicate(any, MAT_DO_NOT_COPY_VALUES, block.address()));
  combine(false, right());
  combine(true, of_foreign_nodes(right()));
  pin();
  for (auto& block : blocks) {
    IONFLUX_PETSC(MatAssemblyBegin(block, MAT_FINAL_ASSEMBLY));
    IONFLUX_PETSC(MatAssemblyEnd(block, MAT_FINAL_ASSEMBLY));
  }
}

// The factors of the nodes that columns of other ranks belong to, in the order of these columns.
std::vector<double> GroupBlocks::of_foreign_nodes(const std::vector<double>& owned) const {
  const FieldGroup& group = *matrix.group();
  const unsigned int n_factors = group.size() * group.size();
  const Mat any = matrix.block(group.fields[0], group.fields[0]);
  const PetscInt* nodes = nullptr;
  PetscInt n_nodes = 0;
  IONFLUX_PETSC(MatMPIAIJGetSeqAIJ(any, nullptr, nullptr, &nodes));
  IONFLUX_PETSC(MatGetSize(sequential_part(any, true), nullptr, &n_nodes));
  IndexSetHandle indices;
  VecHandle values, foreign;
  PetscHandle<VecScatter, VecScatterDestroy> scatter;
  IONFLUX_PETSC(
      ISCreateGeneral(PETSC_COMM_SELF, n_nodes, nodes, PETSC_COPY_VALUES, indices.address()));
  IONFLUX_PETSC(MatCreateVecs(any, values.address(), nullptr));
  IONFLUX_PETSC(VecCreateSeq(PETSC_COMM_SELF, n_nodes, foreign.address()));
  IONFLUX_PETSC(VecScatterCreate(values, indices, foreign, nullptr, scatter.address()));
  std::vector<double> result(n_nodes * n_factors);
  for (unsigned int k = 0; k < n_factors; ++k) {
    PetscScalar* to;
    IONFLUX_PETSC(VecGetArray(values, &to));
    for (PetscInt node = 0; node < matrix.n_owned_nodes(); ++node)
      to[node] = owned[node * n_factors + k];
    IONFLUX_PETSC(VecRestoreArray(values, &to));
    IONFLUX_PETSC(VecScatterBegin(scatter, values, foreign, INSERT_VALUES, SCATTER_FORWARD));
    IONFLUX_PETSC(VecScatterEnd(scatter, values, foreign, INSERT_VALUES, SCATTER_FORWARD));
    const PetscScalar* from;
    IONFLUX_PETSC(VecGetArrayRead(foreign, &from));
    for (PetscInt node = 0; node < n_nodes; ++node)
      result[node * n_factors + k] = from[node];
    IONFLUX_PETSC(VecRestoreArrayRead(foreign, &from));
  }
  return result;
}

// One part of all blocks, entry by entry. @param columns factors of the part's columns
void GroupBlocks::combine(const bool foreign, const std::vector<double>& columns) {
  const FieldGroup& group = *matrix.group();
  const unsigned int n = group.size();
  const Rows rows(sequential_part(matrix.block(group.fields[0], group.fields[0]), foreign));
  std::vector<PartValues> from, to;
  for (const unsigned int f : group.fields)
    for (const unsigned int m : group.fields)
      from.emplace_back(matrix.block(f, m), foreign);
  for (const auto& block : blocks)
    to.emplace_back(block, foreign);
  std::vector<double> half(n * n);
  for (PetscInt row = 0; row < rows.n; ++row) {
    const double* of_row = &left()[row * n * n];
    for (PetscInt place = rows.start[row]; place < rows.start[row + 1]; ++place) {
      const double* of_column = &columns[rows.columns[place] * n * n];
      std::fill(half.begin(), half.end(), 0.0); // J columns, [i][l]
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j < n; ++j)
          if (const double* values = from[i * n + j].get())
            for (unsigned int l = 0; l < n; ++l)
              half[i * n + l] += values[place] * of_column[j * n + l];
      for (unsigned int k = 0, b = 0; k < n; ++k)
        for (unsigned int l = 0; l <= k; ++l, ++b) {
          double sum = 0.0;
          for (unsigned int i = 0; i < n; ++i)
            sum += of_row[i * n + k] * half[i * n + l];
          to[b].get()[place] = sum;
        }
    }
  }
}

void GroupBlocks::pin() {
  const FieldGroup& group = *matrix.group();
  const unsigned int n = group.size();
  const Rows rows(sequential_part(blocks[0], false));
  std::vector<PartValues> values;
  for (const auto& block : blocks)
    values.emplace_back(block, false);
  for (PetscInt node = 0; node < rows.n; ++node) {
    const char* pinned = &group.pinned[node * n];
    if (std::none_of(pinned, pinned + n, [](const char is) { return is; })) continue;
    const PetscInt place = std::lower_bound(rows.columns + rows.start[node],
                                            rows.columns + rows.start[node + 1], node) -
                           rows.columns;
    double stiffness = 0.0;
    for (unsigned int k = 0; k < n; ++k)
      stiffness = std::max(stiffness, std::abs(values[k * (k + 1) / 2 + k].get()[place]));
    stiffness = pin_stiffness * (stiffness > 0.0 ? stiffness : 1.0);
    for (unsigned int i = 0; i < n; ++i) {
      if (!pinned[i]) continue;
      const double* part = &group.pin_columns[(node * n + i) * n];
      for (unsigned int k = 0, b = 0; k < n; ++k)
        for (unsigned int l = 0; l <= k; ++l, ++b)
          values[b].get()[place] += stiffness * part[k] * part[l];
    }
  }
}

void GroupBlocks::apply(const std::vector<double>& factors, const bool by_columns,
                        const std::vector<VecHandle>& from, std::vector<VecHandle>& to) const {
  const unsigned int n = matrix.group()->size();
  std::vector<const PetscScalar*> in(n);
  std::vector<PetscScalar*> out(n);
  for (unsigned int i = 0; i < n; ++i) {
    IONFLUX_PETSC(VecGetArrayRead(from[i], &in[i]));
    IONFLUX_PETSC(VecGetArray(to[i], &out[i]));
  }
  for (PetscInt node = 0; node < matrix.n_owned_nodes(); ++node)
    for (unsigned int a = 0; a < n; ++a) {
      double sum = 0.0;
      for (unsigned int b = 0; b < n; ++b)
        sum += factors[node * n * n + (by_columns ? a * n + b : b * n + a)] * in[b][node];
      out[a][node] = sum;
    }
  for (unsigned int i = 0; i < n; ++i) {
    IONFLUX_PETSC(VecRestoreArrayRead(from[i], &in[i]));
    IONFLUX_PETSC(VecRestoreArray(to[i], &out[i]));
  }
}

void GroupBlocks::to_rows(const std::vector<VecHandle>& of_unknowns,
                          std::vector<VecHandle>& of_group) const {
  apply(left(), false, of_unknowns, of_group);
}

void GroupBlocks::to_unknowns(const std::vector<VecHandle>& of_group,
                              std::vector<VecHandle>& unknowns) const {
  apply(right(), true, of_group, unknowns);
}

} // namespace ionflux
