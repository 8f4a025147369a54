#pragma once

#include <cmath>

namespace ionflux {

/// The charge that concentrations leave, and how much there is of either sign.
struct ChargeSum {
  double left = 0.0, total = 0.0; ///< sum of z c, sum of |z c|

  void add(const double charge_number, const double concentration) {
    left += charge_number * concentration;
    total += std::abs(charge_number * concentration);
  }
  bool is_neutral(const double tolerance) const { return !(std::abs(left) > tolerance * total); }
  /// What is left of the total; only where it is not neutral.
  double percent() const { return 100.0 * left / total; }
};

/// Of what is given in an electroneutral solution.
constexpr double neutral_enough = 1e-6;

} // namespace ionflux
