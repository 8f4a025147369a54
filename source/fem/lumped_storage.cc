// Storage gathered at the nodes, int c v -> c_a int v_a: the same amounts, and in elements of
// degree 1 a maximum principle for steps of any length (Thomee, Galerkin Finite Element Methods for
// Parabolic Problems, 2006, ch. 15). With the consistent matrix steps far below h^2 / D leave less
// than nothing of a species before a front that cells do not resolve, and less than nothing of the
// conductivity with it (doc/numerics.md, Time).

#include <ionflux/fem/cell_kernel.h>

namespace ionflux {

template <int dim>
double CellKernel<dim>::volume_of_node(const double* point_weights, const unsigned int node) const {
  double sum = 0.0;
  for (unsigned int q = 0; q < shapes.n_points; ++q)
    sum += point_weights[q] * shape_values[q * node_row + node];
  return sum;
}

// To the rows of the species, in the place of what the points would add.
template <int dim>
void CellKernel<dim>::add_lumped_storage(const CellInput& input) {
  for (unsigned int i = 0; i < law.n_species(); ++i)
    for (unsigned int a = 0; a < shapes.n_nodes && is_lumped(i); ++a) {
      const unsigned int k = a * field_row + i + 1;
      const double c = input.unknowns[k] + (input.corrections ? input.corrections[k] : 0.0);
      result[k] += lumped_rate * volume_of_node(input.weights, a) * c;
    }
}

template <int dim>
void CellKernel<dim>::add_lumped_block(const unsigned int f, const unsigned int m,
                                       const double factor) {
  if (f != m || f == 0 || !is_lumped(f - 1)) return;
  for (unsigned int a = 0; a < shapes.n_nodes; ++a)
    matrix[a * node_row + a] += factor * lumped_rate * volume_of_node(weights.data(), a);
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template double CellKernel<dim>::volume_of_node(const double*, unsigned int) const;              \
  template void CellKernel<dim>::add_lumped_storage(const CellInput&);                             \
  template void CellKernel<dim>::add_lumped_block(unsigned int, unsigned int, double);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
