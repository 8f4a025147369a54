#include <ionflux/solver/number_watch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

// Steps help as long as the change of some number that does not stand yet is less than half of the
// change before.
void NumberWatch::take(const std::vector<Reported>& numbers) {
  ++n_taken;
  excess = 0.0;
  least_ratio = std::numeric_limits<double>::infinity();
  std::vector<double> changes(numbers.size(), 0.0);
  for (unsigned int i = 0; n_taken > 1 && i < numbers.size(); ++i) {
    const double size = std::abs(numbers[i].value),
                 moved = std::abs(numbers[i].value - last[i].value),
                 change = std::max(moved, std::abs(numbers[i].rest)),
                 allowed = std::max(tolerance * size, numbers[i].floor);
    changes[i] = change;
    if (change <= allowed || size + change <= numbers[i].zero) continue;
    excess = std::isnan(moved) ? std::numeric_limits<double>::infinity()
                               : std::max(excess, change / allowed);
    if (n_taken > 2 && last_change[i] > 0.0)
      least_ratio = std::min(least_ratio, change / last_change[i]);
  }
  if (n_taken > 2) n_in_vain = excess == 0.0 || least_ratio < 0.5 ? 0 : n_in_vain + 1;
  last = numbers;
  last_change = changes;
}

} // namespace ionflux
