// What the Jacobian of a cell has of laws whose coefficients depend on gradients of the unknowns.

#include <ionflux/fem/cell_kernel.h>

#include <algorithm>

namespace ionflux {

// matrix += sum_q w (grad a . T grad b - a s . grad b),  T and s: slopes of flux and source of f by
// the gradient of m.
template <int dim>
void CellKernel<dim>::add_gradient_slopes(const unsigned int f, const unsigned int m,
                                          const double factor) {
  const bool bends = law.flux_bends(f, m), follows = law.source_follows_gradient(f, m);
  if (!bends && !follows) return;
  const unsigned int place = f * n_fields + m;
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    const double weight = factor * weights[q];
    const double* slopes = &shape_gradients[q * dim * node_row];
    for (unsigned int e = 0; e < dim; ++e) {
      double* to = &scaled[(q * dim + e) * node_row];
      std::fill(to, to + node_row, 0.0);
      for (unsigned int d = 0; d < dim && bends; ++d) {
        const double tensor = weight * derivatives[q].flux_by_gradient[9 * place + 3 * d + e];
        for (unsigned int a = 0; a < node_row && tensor != 0.0; ++a)
          to[a] += tensor * slopes[d * node_row + a];
      }
      const double source =
          follows ? weight * derivatives[q].source_by_gradient[3 * place + e] : 0.0;
      for (unsigned int a = 0; a < node_row && source != 0.0; ++a)
        to[a] -= source * shape_values[q * node_row + a];
    }
  }
  add_transposed_product(node_row, node_row, shapes.n_points * dim, scaled.data(),
                         shape_gradients.data(), matrix.data());
}

template void CellKernel<2>::add_gradient_slopes(unsigned int, unsigned int, double);
template void CellKernel<3>::add_gradient_slopes(unsigned int, unsigned int, double);

} // namespace ionflux
