#include <ionflux/fem/fixed_values.h>
#include <ionflux/output/field_source.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>

namespace ionflux {

template <int dim>
const std::vector<double>& CellSampler<dim>::at(const dealii::FEValuesBase<dim>& values,
                                                const unsigned int q) {
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  std::fill(value.begin(), value.end(), 0.0);
  std::fill(gradient.begin(), gradient.end(), 0.0);
  for (unsigned int node = 0; node < n_nodes; ++node) {
    const double shape = values.shape_value(node, q);
    const dealii::Tensor<1, dim>& slope = values.shape_grad(node, q);
    for (unsigned int field = 0; field < value.size(); ++field) {
      const double nodal = unknowns[dofs[discretization.cell_index[field * n_nodes + node]]];
      value[field] += nodal * shape;
      for (unsigned int d = 0; d < dim; ++d)
        gradient[field * dim + d] += nodal * slope[d];
    }
  }
  return quantities.evaluate(region, metres(values.quadrature_point(q), length), dim, value.data(),
                             gradient.data());
}

template class CellSampler<2>;
template class CellSampler<3>;

} // namespace ionflux
