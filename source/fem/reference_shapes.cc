#include <ionflux/fem/reference_shapes.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
ReferenceShapes<dim>::ReferenceShapes(const FiniteElement<dim>& element,
                                      const Quadrature<dim>& quadrature)
    : n_points(quadrature.size()), n_nodes(element.n_dofs_per_cell()),
      n_entries(padded(n_points * (1 + dim))), of_nodes(n_nodes * n_entries),
      of_points(n_entries * padded(n_nodes)), magnitude(of_points.size()) {
  for (unsigned int q = 0; q < n_points; ++q)
    for (unsigned int a = 0; a < n_nodes; ++a)
      for (unsigned int j = 0; j <= dim; ++j) {
        const unsigned int entry = q * (1 + dim) + j;
        const double number = j == 0 ? element.shape_value(a, quadrature.point(q))
                                     : element.shape_grad(a, quadrature.point(q))[j - 1];
        of_nodes[a * n_entries + entry] = number;
        of_points[entry * padded(n_nodes) + a] = number;
        magnitude[entry * padded(n_nodes) + a] = std::abs(number);
      }
}

template struct ReferenceShapes<2>;
template struct ReferenceShapes<3>;

} // namespace ionflux
