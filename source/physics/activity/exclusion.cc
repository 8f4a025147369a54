#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/exclusion.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

InversionStatus invert_exclusion(const std::vector<double>& exponents,
                                 const std::vector<double>& log_volumes, const double* w,
                                 const double* start, double* x, double* inverse) {
  const unsigned int n = exponents.size();
  const bool linear = std::all_of(exponents.begin(), exponents.end(),
                                  [](const double exponent) { return exponent == 1.0; });
  double y = 0.0;
  if (start && !linear) {
    double empty = 1.0;
    for (unsigned int i = 0; i < n; ++i)
      empty -= std::exp(start[i] + log_volumes[i]);
    if (empty > 1e-3) y = std::log(empty); // else it has few digits
  }
  bool found = false;
  double last_change = 0.0;
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
    const double change = (largest + std::log(sum)) * sum / slope, square = change * change,
                 next = std::max(square, square * std::abs(change) / (last_change * last_change));
    y -= change;
    // Changes fall quadratically.
    found = linear || std::abs(change) <= 4e-16 * (1.0 + std::abs(y)) ||
            (step > 0 && next <= 1e-17) || (step > 20 && std::abs(change) < 1e-14);
    last_change = change;
    if (!std::isfinite(y)) return InversionStatus::not_converged;
  }
  if (!found) return InversionStatus::not_converged;
  PointBuffer<double> taken(n);
  const double solvent = std::exp(y);
  double weight = solvent; // s + sum k v c
  for (unsigned int i = 0; i < n; ++i) {
    x[i] = w[i] + exponents[i] * y;
    taken[i] = std::exp(x[i] + log_volumes[i]);
    weight += exponents[i] * taken[i];
  }
  const double reciprocal = 1.0 / weight;
  for (unsigned int i = 0; i < n; ++i) {
    double others = solvent; // without i: 1 - k_i v_i c_i / weight has no digits when crowded
    for (unsigned int j = 0; j < n; ++j) {
      if (i == j) continue;
      others += exponents[j] * taken[j];
      inverse[i * n + j] = -exponents[i] * taken[j] * reciprocal;
    }
    inverse[i * n + i] = others * reciprocal;
  }
  return InversionStatus::converged;
}

} // namespace ionflux
