#pragma once

/// Source terms that make given functions the exact solution, by automatic differentiation in
/// space.
///
/// Shares with the assembler only the constitutive law, not the weak form: the divergence is taken
/// of the strong form with nested Sacado types.

#include <ionflux/physics/ideal_law.h>

#include <deal.II/base/point.h>

#include <Sacado.hpp>

#include <vector>

namespace ionflux::testing {

using Slope = Sacado::Fad::SFad<double, 3>;    ///< value and gradient in space
using Curvature = Sacado::Fad::SFad<Slope, 3>; ///< value, gradient and Hessian

/// Exact solution of all fields at a point, `Solution::values(const Number* x, Number* u)`.
template <int dim, typename Solution>
std::vector<double> sources(const Solution& solution, const IdealLaw& law,
                            const PointMaterial& material, const bool axisymmetric,
                            const dealii::Point<dim>& x) {
  const unsigned int n = law.n_fields();
  Curvature position[3];
  for (unsigned int d = 0; d < 3; ++d)
    position[d] = Curvature(3, d, Slope(3, d, d < dim ? x[d] : 0.0));
  std::vector<Curvature> u(n);
  solution.values(position, u.data());

  std::vector<Slope> value(n);
  for (unsigned int f = 0; f < n; ++f)
    value[f] = u[f].val();
  PointLawValues<Slope> point(n);
  law.evaluate_as(value.data(), material, point);

  double place[3] = {};
  for (unsigned int d = 0; d < dim; ++d)
    place[d] = x[d];
  const auto velocity = solution.velocity(place);
  std::vector<double> missing(n);
  for (unsigned int f = 0; f < n; ++f) {
    double divergence = 0.0;
    for (unsigned int k = 0; k < n; ++k) {
      const Slope& coefficient = point.flux_coefficient[f * n + k];
      for (unsigned int d = 0; d < dim; ++d) {
        const double slope = u[k].dx(d).val(), curvature = u[k].dx(d).dx(d);
        divergence += coefficient.dx(d) * slope + coefficient.val() * curvature;
        if (axisymmetric && d == 0) divergence += coefficient.val() * slope / x[0];
      }
    }
    missing[f] = -divergence - point.source[f].val();
    for (unsigned int d = 0; f > 0 && d < dim; ++d) // a flow without divergence
      missing[f] += velocity[d] * point.concentration[f - 1].dx(d);
  }
  return missing;
}

} // namespace ionflux::testing
