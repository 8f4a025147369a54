#pragma once

#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/medium.h>
#include <ionflux/physics/scaling.h>

#include <deal.II/base/point.h>
#include <deal.II/base/tensor.h>

namespace ionflux {

/// Normal component of the solvent's velocity at a point of a face seen from a region, positive out
/// of it [m/s].
template <int dim>
double outward_velocity(const Medium& medium, const unsigned int region,
                        const dealii::Point<dim>& x, const dealii::Tensor<1, dim>& normal,
                        const Scaling& scaling) {
  if (!medium.flows(region)) return 0.0;
  const Flow::Vector velocity = medium.velocity(region, metres(x, scaling.length));
  double sum = 0.0;
  for (unsigned int d = 0; d < dim; ++d)
    sum += velocity[d] * normal[d];
  return sum;
}

/// Dispersion by the flow at a point of a region that has it, dimensionless.
template <int dim>
dealii::Tensor<2, dim> dispersion_tensor(const Medium& medium, const unsigned int region,
                                         const dealii::Point<dim>& x, const double length) {
  const Flow::Tensor k = medium.dispersion(region, metres(x, length));
  dealii::Tensor<2, dim> tensor;
  for (unsigned int d = 0; d < dim; ++d)
    for (unsigned int e = 0; e < dim; ++e)
      tensor[d][e] = k[3 * d + e];
  return tensor;
}

} // namespace ionflux
