#pragma once

#include <ionflux/algebra/field_matrix.h>

#include <vector>

namespace ionflux {

/// Another basis for the unknowns of some fields, node by node:
///
///     u_i = sum_k column_ik y_k ,     row of y_k = sum_i row_ik (row of u_i) .
///
/// All arrays are over the owned nodes: [node][i][k] with n fields, i and k.
struct FieldGroup {
  std::vector<unsigned int> fields; ///< their numbers, ascending
  std::vector<double> columns, rows;
  std::vector<char> pinned;        ///< [node][i]: u_i has an equation of its own there
  std::vector<double> pin_columns; ///< [node][i][k]: what of y_k such an unknown consists of

  unsigned int size() const { return fields.size(); }
};

/// Blocks B_kl = rows^T J columns of a matrix in the basis of its group, for l <= k. Where an
/// unknown is pinned a large term holds its combination of the y at zero.
class GroupBlocks {
public:
  /// @param matrix has a group; must outlive this
  explicit GroupBlocks(const FieldMatrix& matrix) : matrix(matrix) {}

  /// Make all blocks from the matrix as it is now. Collective.
  void update();

  /// Scalar matrix; the same object from update to update.
  Mat block(const unsigned int k, const unsigned int l) const {
    return blocks[k * (k + 1) / 2 + l];
  }

  /// y-rows from u-rows, and u from y: entries a field of the group, in its order.
  void to_rows(const std::vector<VecHandle>& of_unknowns, std::vector<VecHandle>& of_group) const;
  void to_unknowns(const std::vector<VecHandle>& of_group, std::vector<VecHandle>& unknowns) const;

private:
  void combine(bool foreign, const std::vector<double>& columns);
  void pin();
  void apply(const std::vector<double>& factors, bool by_columns,
             const std::vector<VecHandle>& from, std::vector<VecHandle>& to) const;
  const std::vector<double>& left() const;
  const std::vector<double>& right() const;
  std::vector<double> of_foreign_nodes(const std::vector<double>& owned) const;

  const FieldMatrix& matrix;
  std::vector<PetscHandle<Mat, MatDestroy>> blocks;
};

} // namespace ionflux
