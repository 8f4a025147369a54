#include <ionflux/solver/number_watch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

// How far the fall of the residual, a norm, is trusted for a number.
constexpr double safety = 10.0, least_fall = 1e-2;

/// A change over what is allowed; 0 where it is none.
double excess_of(const Reported& number, const double moved, const double tolerance) {
  const double size = std::abs(number.value), change = std::max(moved, std::abs(number.rest)),
               limit = std::max(tolerance * size, number.floor);
  if (std::isnan(moved)) return std::numeric_limits<double>::infinity();
  return change <= limit || size + change <= number.zero ? 0.0 : change / limit;
}

} // namespace

// Steps help as long as the change of some number that does not stand yet is less than half of the
// change before.
void NumberWatch::take(const std::vector<Reported>& numbers, const double left) {
  ++n_taken;
  fall = std::isfinite(left) ? std::min(std::max(safety * left, least_fall), 1.0) : 1.0;
  excess = foreseen_excess = 0.0;
  least_ratio = std::numeric_limits<double>::infinity();
  std::vector<double> changes(numbers.size(), 0.0);
  for (unsigned int i = 0; n_taken > 1 && i < numbers.size(); ++i) {
    const double moved = std::abs(numbers[i].value - last[i].value),
                 own_excess = excess_of(numbers[i], moved, tolerance);
    changes[i] = std::max(moved, std::abs(numbers[i].rest));
    excess = std::max(excess, own_excess);
    foreseen_excess = std::max(foreseen_excess, excess_of(numbers[i], fall * moved, tolerance));
    if (n_taken > 2 && own_excess > 0.0 && last_change[i] > 0.0)
      least_ratio = std::min(least_ratio, changes[i] / last_change[i]);
  }
  if (n_taken > 2) n_in_vain = excess == 0.0 || least_ratio < 0.5 ? 0 : n_in_vain + 1;
  next_excess = std::isfinite(left) && left < 1.0 ? left * excess : 0.0;
  last = numbers;
  last_change = changes;
}

} // namespace ionflux
