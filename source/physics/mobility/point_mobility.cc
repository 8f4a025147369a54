#include <ionflux/physics/mobility/point_mobility.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

void PointMobility::find(const MobilityModel& mobility, const ActivityModel* const activity,
                         const double* c, const double* diffusivity, const bool with_slopes) {
  n = mobility.n_species();
  factor = mobility.is_fickian() ? activity : nullptr;
  constant = mobility.is_constant() && factor == nullptr;
  concentration.assign(c, c + n);
  weight.resize(n);
  relative.resize(n * n);
  product.resize(n * n);
  const bool need_slopes = with_slopes && !mobility.is_constant();
  slopes.resize(need_slopes ? n * n * n : 0);
  mobility.matrix(c, relative.data(), need_slopes ? slopes.data() : nullptr);
  for (unsigned int i = 0; i < n; ++i)
    weight[i] = std::sqrt(diffusivity[i]);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j)
      product[i * n + j] = weight[i] * relative[i * n + j] * weight[j];
  if (factor == nullptr) return;
  // M = D T^-1
  log_gamma.resize(n);
  gamma_slopes.resize(n * n);
  inverse.resize(n * n);
  plain = product;
  factor->log_gamma(1, c, log_gamma.data(), gamma_slopes.data());
  SmallMatrix thermodynamic(n);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j)
      thermodynamic(i, j) = (i == j ? 1.0 : 0.0) + std::max(c[i], 0.0) * gamma_slopes[i * n + j];
  thermodynamic.factor();
  thermodynamic.invert(inverse.data());
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j) {
      double sum = 0.0;
      for (unsigned int k = 0; k < n; ++k)
        sum += plain[i * n + k] * inverse[k * n + j];
      product[i * n + j] = sum;
    }
}

// d(D T^-1) force = dD y - D T^-1 dT y with y = T^-1 force, the gradient of the concentrations.
void PointMobility::changes(const double* force, double* result) {
  std::fill(result, result + n * n, 0.0);
  gradient.assign(force, force + n);
  if (factor != nullptr)
    for (unsigned int i = 0; i < n; ++i) {
      gradient[i] = 0.0;
      for (unsigned int j = 0; j < n; ++j)
        gradient[i] += inverse[i * n + j] * force[j];
    }
  for (unsigned int l = 0; l < n && !slopes.empty(); ++l)
    for (unsigned int i = 0; i < n; ++i) {
      double sum = 0.0;
      for (unsigned int j = 0; j < n; ++j)
        sum += slopes[(l * n + i) * n + j] * weight[j] * gradient[j];
      result[i * n + l] = weight[i] * sum;
    }
  if (factor == nullptr) return;
  activity_changes.resize(n * n);
  factor_changes.resize(n * n); // (d T_ij / d c_l) y_j, [i][l]
  factor->slope_changes(concentration.data(), gradient.data(), activity_changes.data());
  for (unsigned int i = 0; i < n; ++i) {
    const double c = std::max(concentration[i], 0.0);
    for (unsigned int l = 0; l < n; ++l)
      factor_changes[i * n + l] = c * activity_changes[i * n + l];
    for (unsigned int j = 0; j < n && concentration[i] >= 0.0; ++j)
      factor_changes[i * n + i] += gamma_slopes[i * n + j] * gradient[j];
  }
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int l = 0; l < n; ++l)
      for (unsigned int k = 0; k < n; ++k)
        result[i * n + l] -= product[i * n + k] * factor_changes[k * n + l];
}

double least_dissipation(const double* c, const std::vector<double>& matrix, const unsigned int n) {
  std::vector<unsigned int> there;
  for (unsigned int i = 0; i < n; ++i)
    if (c[i] > 0.0) there.push_back(i);
  const unsigned int m = there.size();
  std::vector<double> symmetric(m * m);
  for (unsigned int k = 0; k < m; ++k)
    for (unsigned int l = 0; l < m; ++l) {
      const unsigned int i = there[k], j = there[l];
      const double ratio = std::sqrt(c[j] / c[i]);
      symmetric[k * m + l] = 0.5 * (matrix[i * n + j] * ratio + matrix[j * n + i] / ratio);
    }
  return m == 0 ? 0.0 : least_eigenvalue(std::move(symmetric), m);
}

double least_eigenvalue(std::vector<double> a, const unsigned int n) {
  for (unsigned int sweep = 0; sweep < 50; ++sweep) {
    double off = 0.0, size = 0.0;
    for (unsigned int k = 0; k < n * n; ++k)
      (k % (n + 1) == 0 ? size : off) += a[k] * a[k];
    if (!(off > 1e-30 * size)) break;
    for (unsigned int p = 0; p < n; ++p)
      for (unsigned int q = p + 1; q < n; ++q) {
        if (a[p * n + q] == 0.0) continue;
        const double theta = (a[q * n + q] - a[p * n + p]) / (2.0 * a[p * n + q]);
        const double t = std::copysign(1.0, theta) / (std::abs(theta) + std::hypot(theta, 1.0));
        const double cosine = 1.0 / std::hypot(t, 1.0), sine = t * cosine;
        for (unsigned int k = 0; k < n; ++k) {
          const double left = a[k * n + p], right = a[k * n + q];
          a[k * n + p] = cosine * left - sine * right;
          a[k * n + q] = sine * left + cosine * right;
        }
        for (unsigned int k = 0; k < n; ++k) {
          const double upper = a[p * n + k], lower = a[q * n + k];
          a[p * n + k] = cosine * upper - sine * lower;
          a[q * n + k] = sine * upper + cosine * lower;
        }
      }
  }
  double least = a[0];
  for (unsigned int i = 1; i < n; ++i)
    least = std::min(least, a[i * n + i]);
  return least;
}

} // namespace ionflux
