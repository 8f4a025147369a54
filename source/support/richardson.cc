#include <ionflux/support/richardson.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Order of convergence for unequal ratios: fixed point of Celik et al. (2008), equations 5. With
// equal ratios the correction is zero.
double observed_order(const double ratio_of_changes, const double ratio_1, const double ratio_2) {
  double order = std::log(ratio_of_changes) / std::log(ratio_2);
  for (int i = 0; i < 100; ++i) {
    const double correction =
        std::log((std::pow(ratio_2, order) - 1.0) / (std::pow(ratio_1, order) - 1.0));
    const double next = (std::log(ratio_of_changes) + correction) / std::log(ratio_2);
    if (!std::isfinite(next)) return none;
    if (std::abs(next - order) < 1e-12) return next;
    order = 0.5 * (order + next);
  }
  return order;
}

} // namespace

double order_of_errors(const double coarse, const double fine, const double ratio) {
  if (!(coarse > 0.0) || !(fine > 0.0) || !(ratio > 1.0)) return none;
  return std::log(coarse / fine) / std::log(ratio);
}

Extrapolation extrapolate(const double coarse, const double medium, const double fine,
                          const double ratio_1, const double ratio_2,
                          const double theoretical_order, const double noise) {
  Extrapolation result;
  const double first = medium - coarse, second = fine - medium;
  result.order = none;
  result.value = fine;
  if (std::abs(second) <= noise * std::abs(fine)) {
    result.uncertainty = std::max(std::abs(second), noise * std::abs(fine));
    result.note = "the last two values differ by rounding only";
    return result;
  }
  result.uncertainty = 3.0 * std::max(std::abs(first), std::abs(second));
  if (first * second <= 0.0) {
    result.note = "the values oscillate";
    return result;
  }
  const double order = observed_order(first / second, ratio_1, ratio_2);
  if (!(order > 0.0)) {
    result.note = "the differences do not decrease";
    return result;
  }
  result.order = order;
  if (order < 0.5) {
    result.note = "the observed order is below 0.5: the meshes are too coarse";
    return result;
  }
  result.value = fine + second / (std::pow(ratio_2, order) - 1.0);
  const double cautious = std::min(order, theoretical_order);
  result.uncertainty = 1.25 * std::abs(second) / (std::pow(ratio_2, cautious) - 1.0);
  return result;
}

} // namespace ionflux
