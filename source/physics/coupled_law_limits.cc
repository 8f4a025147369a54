// Fluxes that no gradient makes faster than a limiting speed: f(s) J with the flux J of the matrix
// and the speed s = |J| / c that it would have.

#include <ionflux/physics/coupled_law.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Below this share of c0 the speed is that of this concentration: without any of a species it would
// be anything. Negative ones, which Newton's method may pass through, count by their size: with the
// speed of none, nothing would flow there and any of them were solutions.
constexpr double least_concentration = 1e-12;

} // namespace

// The flux of dissolved species k by `coefficients`, its size, and the factor on it.
CoupledLaw::Limit CoupledLaw::find_limit(const unsigned int k, const PointGradient& gradient,
                                         const PointMaterial& material,
                                         const std::vector<double>& coefficients,
                                         const std::vector<double>& concentration) const {
  Limit limit;
  const unsigned int n = n_fields(), i = material.dissolved[k];
  double squared = 0.0;
  for (unsigned int d = 0; d < gradient.dim; ++d) {
    for (unsigned int m = 0; m < n; ++m) {
      const double coefficient = coefficients[(i + 1) * n + m];
      if (coefficient != 0.0) limit.flux[d] += coefficient * gradient(d, m);
    }
    squared += limit.flux[d] * limit.flux[d];
  }
  limit.size = std::sqrt(squared);
  const double c = concentration[i];
  limit.concentration = std::max(std::abs(c), least_concentration);
  if (std::abs(c) > least_concentration) limit.by_concentration = c > 0.0 ? 1.0 : -1.0;
  material.mobility->limit(k, limit.size / limit.concentration * material.speed_scale,
                           &limit.factor, &limit.slope);
  limit.slope *= material.speed_scale;
  return limit;
}

void CoupledLaw::limit_fluxes(const PointGradient& gradient, const PointMaterial& material,
                              PointLawValues<double>& values) const {
  const unsigned int n = n_fields();
  for (unsigned int k = 0; k < material.dissolved.size() && gradient.values != nullptr; ++k) {
    const Limit limit =
        find_limit(k, gradient, material, values.flux_coefficient, values.concentration);
    double* row = &values.flux_coefficient[(material.dissolved[k] + 1) * n];
    for (unsigned int m = 0; m < n; ++m)
      row[m] *= limit.factor;
  }
}

// d(f J) = f dJ + J f' ds,  ds = (J . dJ) / (|J| c) - (|J| / c^2) dc
void CoupledLaw::limit_slopes(const PointGradient& gradient, const PointMaterial& material,
                              PointDerivatives& derivatives) const {
  const unsigned int n = n_fields(), dim = gradient.dim;
  for (unsigned int k = 0; k < material.dissolved.size(); ++k) {
    const unsigned int i = material.dissolved[k];
    const Limit limit =
        find_limit(k, gradient, material, derivatives.flux_coefficient, composition.concentration);
    for (unsigned int m = 0; m < n; ++m) {
      const unsigned int place = (i + 1) * n + m;
      double& coefficient = derivatives.flux_coefficient[place];
      double* drift = &derivatives.drift[3 * place];
      double faster = 0.0; // ds / du_m
      if (limit.size > 0.0) {
        for (unsigned int d = 0; d < dim; ++d)
          faster += limit.flux[d] * drift[d] / (limit.size * limit.concentration);
        faster -= limit.by_concentration * limit.size /
                  (limit.concentration * limit.concentration) *
                  composition.concentration_slope(i, m);
        for (unsigned int d = 0; d < dim; ++d)
          for (unsigned int e = 0; e < dim; ++e)
            derivatives.flux_by_gradient[9 * place + 3 * d + e] =
                limit.slope / (limit.size * limit.concentration) * limit.flux[d] * limit.flux[e] *
                coefficient;
      }
      for (unsigned int d = 0; d < dim; ++d)
        drift[d] = limit.factor * drift[d] + limit.slope * faster * limit.flux[d];
      coefficient *= limit.factor;
    }
  }
}

} // namespace ionflux
