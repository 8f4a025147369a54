// Mixing by the flow: eddies, or the paths through a porous medium. It evens out concentrations
// whatever drives the species, flux - K grad c_i, for species whose unknown is the concentration.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>

#include <deal.II/fe/fe_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

// flux += K grad c, or its size.
template <int dim>
void CellKernel<dim>::add_dispersion(const CellInput& input, const unsigned int q,
                                     const bool magnitudes) {
  const double* k = input.dispersion + q * dim * dim;
  for (unsigned int f = 1; f < n_fields; ++f) {
    if (!law.solves_for_concentration(f - 1) || !material.present[f - 1]) continue;
    for (unsigned int d = 0; d < dim; ++d)
      for (unsigned int e = 0; e < dim; ++e) {
        const double part = k[d * dim + e] * gradient[e * field_row + f];
        flux[d * field_row + f] += magnitudes ? std::abs(part) : part;
      }
  }
}

// matrix += sum_q w K grad b . grad a
template <int dim>
void CellKernel<dim>::add_dispersion_block(const unsigned int f, const double factor) {
  if (f == 0 || !law.solves_for_concentration(f - 1) || !material.present[f - 1]) return;
  for (unsigned int q = 0; q < shapes.n_points; ++q)
    for (unsigned int d = 0; d < dim; ++d) {
      double* to = &scaled[(q * dim + d) * node_row];
      for (unsigned int a = 0; a < node_row; ++a)
        to[a] = 0.0;
      for (unsigned int e = 0; e < dim; ++e) {
        const double weight = factor * weights[q] * dispersion[(q * dim + d) * dim + e];
        const double* slope = &shape_gradients[(q * dim + e) * node_row];
        for (unsigned int a = 0; a < node_row && weight != 0.0; ++a)
          to[a] += weight * slope[a];
      }
    }
  add_transposed_product(node_row, node_row, shapes.n_points * dim, scaled.data(),
                         shape_gradients.data(), matrix.data());
}

template <int dim>
void Assembler<dim>::read_dispersion(const unsigned int region, const FEValues<dim>& values) {
  dispersion_start.push_back(-1);
  if (!medium.disperses(region)) return;
  dispersion_start.back() = dispersions.size();
  for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
    const Flow::Tensor k =
        medium.dispersion(region, metres(values.quadrature_point(q), scaling.length));
    for (unsigned int d = 0; d < dim; ++d)
      for (unsigned int e = 0; e < dim; ++e)
        dispersions.push_back(k[3 * d + e]);
  }
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void CellKernel<dim>::add_dispersion(const CellInput&, unsigned int, bool);             \
  template void CellKernel<dim>::add_dispersion_block(unsigned int, double);                       \
  template void Assembler<dim>::read_dispersion(unsigned int, const FEValues<dim>&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
