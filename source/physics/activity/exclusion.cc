#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/exclusion.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

InversionStatus invert_exclusion(const std::vector<double>& exponents,
                                 const std::vector<double>& log_volumes, const double* w, double* x,
                                 double* inverse) {
  const unsigned int n = exponents.size();
  double y = 0.0;
  bool found = false;
  for (unsigned int step = 0; step < 200 && !found; ++step) {
    double largest = y; // of the exponents, so that nothing overflows
    for (unsigned int i = 0; i < n; ++i)
      largest = std::max(largest, w[i] + exponents[i] * y + log_volumes[i]);
    double sum = std::exp(y - largest), slope = sum;
    for (unsigned int i = 0; i < n; ++i) {
      const double term = std::exp(w[i] + exponents[i] * y + log_volumes[i] - largest);
      sum += term;
      slope += exponents[i] * term;
    }
    const double change = (largest + std::log(sum)) * sum / slope;
    y -= change;
    found =
        std::abs(change) <= 4e-16 * (1.0 + std::abs(y)) || (step > 20 && std::abs(change) < 1e-14);
    if (!std::isfinite(y)) return InversionStatus::not_converged;
  }
  if (!found) return InversionStatus::not_converged;
  PointBuffer<double> taken(n);
  double weight = std::exp(y); // s + sum k v c
  for (unsigned int i = 0; i < n; ++i) {
    x[i] = w[i] + exponents[i] * y;
    taken[i] = std::exp(x[i] + log_volumes[i]);
    weight += exponents[i] * taken[i];
  }
  const double solvent = std::exp(y);
  for (unsigned int i = 0; i < n; ++i) {
    double others = solvent; // without i: 1 - k_i v_i c_i / weight has no digits when crowded
    for (unsigned int j = 0; j < n; ++j) {
      if (i == j) continue;
      others += exponents[j] * taken[j];
      inverse[i * n + j] = -exponents[i] * taken[j] / weight;
    }
    inverse[i * n + i] = others / weight;
  }
  return InversionStatus::converged;
}

} // namespace ionflux
