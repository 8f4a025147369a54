#pragma once

#include <ionflux/algebra/small_product.h>

#include <deal.II/base/quadrature.h>
#include <deal.II/fe/fe.h>

#include <vector>

namespace ionflux {

/// Shape functions of one field on the reference cell. "Entries" are (quadrature point, j): j = 0
/// the value, j = 1 ... dim the derivatives, entry = point * (1 + dim) + j.
template <int dim>
struct ReferenceShapes {
  ReferenceShapes(const dealii::FiniteElement<dim>& element,
                  const dealii::Quadrature<dim>& quadrature);

  unsigned int n_points, n_nodes;
  unsigned int n_entries;        ///< n_points * (1 + dim), padded
  std::vector<double> of_nodes;  ///< [node][entry]
  std::vector<double> of_points; ///< [entry][node, padded]
  std::vector<double> magnitude; ///< absolute values of of_points
};

} // namespace ionflux
