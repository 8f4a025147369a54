#include <ionflux/fem/shape_pairs.h>

#include <algorithm>

namespace ionflux {

template <int dim>
ShapePairs<dim>::ShapePairs(const ReferenceShapes<dim>& shapes)
    : n_points(shapes.n_points), n_nodes(shapes.n_nodes), node_row(padded(n_nodes)),
      n_pairs(padded(n_nodes * (n_nodes + 1) / 2)), values(n_points * n_pairs),
      references(n_points * n_metric * n_pairs), gradients(n_points * n_pairs) {
  for (unsigned int q = 0; q < n_points; ++q) {
    const double* of = &shapes.of_points[q * (1 + dim) * node_row];
    unsigned int pair = 0;
    for (unsigned int a = 0; a < n_nodes; ++a)
      for (unsigned int b = a; b < n_nodes; ++b, ++pair) {
        values[q * n_pairs + pair] = of[a] * of[b];
        double* to = &references[q * n_metric * n_pairs + pair];
        for (unsigned int k = 0; k < dim; ++k)
          for (unsigned int l = k; l < dim; ++l, to += n_pairs) {
            const double *along_k = of + (1 + k) * node_row, *along_l = of + (1 + l) * node_row;
            *to = along_k[a] * along_l[b];
            if (k != l) *to += along_l[a] * along_k[b];
          }
      }
  }
}

template <int dim>
void ShapePairs<dim>::set_cell(const double* inverse_jacobian, const unsigned int geometry_stride) {
  double metric[n_metric];
  std::fill(gradients.begin(), gradients.end(), 0.0);
  for (unsigned int q = 0; q < n_points; ++q) {
    const double* inverse = inverse_jacobian + q * geometry_stride;
    unsigned int entry = 0;
    for (unsigned int k = 0; k < dim; ++k)
      for (unsigned int l = k; l < dim; ++l, ++entry) {
        metric[entry] = 0.0;
        for (unsigned int d = 0; d < dim; ++d)
          metric[entry] += inverse[k * dim + d] * inverse[l * dim + d];
      }
    add_weighted_rows(n_metric, n_pairs, metric, &references[q * n_metric * n_pairs],
                      &gradients[q * n_pairs]);
  }
}

template <int dim>
void ShapePairs<dim>::add_values(const double* factors, double* sums) const {
  add_weighted_rows(n_points, n_pairs, factors, values.data(), sums);
}

template <int dim>
void ShapePairs<dim>::add_gradients(const double* factors, double* sums) const {
  add_weighted_rows(n_points, n_pairs, factors, gradients.data(), sums);
}

template <int dim>
void ShapePairs<dim>::add_to(const double* sums, double* matrix) const {
  for (unsigned int a = 0; a < n_nodes; ++a) {
    matrix[a * node_row + a] += *sums++;
    for (unsigned int b = a + 1; b < n_nodes; ++b) {
      const double entry = *sums++;
      matrix[a * node_row + b] += entry;
      matrix[b * node_row + a] += entry;
    }
  }
}

template class ShapePairs<2>;
template class ShapePairs<3>;

} // namespace ionflux
