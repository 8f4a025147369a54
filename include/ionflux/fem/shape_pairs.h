#pragma once

#include <ionflux/fem/reference_shapes.h>

#include <vector>

namespace ionflux {

/// Products of two shape functions a <= b, and of their gradients, at the quadrature points of a
/// cell. Symmetric blocks of its matrix are sums of them: one multiplication a point and pair, for
/// each block, where a product of matrices takes two to six.
template <int dim>
class ShapePairs {
public:
  explicit ShapePairs(const ReferenceShapes<dim>& shapes);

  /// Numbers that stand for a symmetric matrix: one a pair, padded.
  unsigned int size() const { return n_pairs; }

  /// The cell whose gradients count; arguments as in CellInput.
  void set_cell(const double* inverse_jacobian, unsigned int geometry_stride);

  /// sums += sum_q factor_q (a b)(q) for every pair.
  void add_values(const double* factors, double* sums) const;

  /// sums += sum_q factor_q (grad a . grad b)(q) for every pair.
  void add_gradients(const double* factors, double* sums) const;

  /// Add the symmetric matrix to one that is full, [node, padded][node, padded].
  void add_to(const double* sums, double* matrix) const;

private:
  static constexpr unsigned int n_metric = dim * (dim + 1) / 2; ///< entries of J^-1 J^-T

  const unsigned int n_points, n_nodes, node_row, n_pairs;
  std::vector<double> values;     ///< [point][pair]
  std::vector<double> references; ///< of reference gradients: [point][entry of metric][pair]
  std::vector<double> gradients;  ///< of the cell: [point][pair]
};

} // namespace ionflux
