#include <ionflux/fem/limited_difference.h>

#include <cmath>

namespace ionflux {

LimitedMean::LimitedMean(const double first, const double second, const double e) {
  const double squares = first * first + second * second + e * e;
  value = first * second * (first + second) / squares;
  by_first = (second * (2.0 * first + second) - 2.0 * first * value) / squares;
  by_second = (first * (first + 2.0 * second) - 2.0 * second * value) / squares;
}

namespace {

/// 1 where two differences are equal, 0 where their signs differ; and its slopes.
struct Likeness {
  double value = 0.0, by_first = 0.0, by_second = 0.0;
  Likeness(const double first, const double second, const double e) {
    if (!(first * second > 0.0)) return;
    const double squares = first * first + second * second + e * e,
                 root = 2.0 * first * second / squares;
    value = root * root;
    by_first = 4.0 * root * (second - first * root) / squares;
    by_second = 4.0 * root * (first - second * root) / squares;
  }
};

} // namespace

LimitedDifference::LimitedDifference(const double here, const double upstream,
                                     const double downstream, const double e) {
  const LimitedMean up(here, upstream, e), down(here, downstream, e);
  const Likeness alike(here, downstream, e);
  const double w = 0.5 * alike.value, more = down.value - up.value;
  value = up.value + w * more;
  by_here = up.by_first + w * (down.by_first - up.by_first) + 0.5 * alike.by_first * more;
  by_upstream = (1.0 - w) * up.by_second;
  by_downstream = w * down.by_second + 0.5 * alike.by_second * more;
}

// Both sums are rounded so that Newton's method meets no kink, and s is 1 where nothing changes.
// The cut-off is Badia and Bonilla's (2017).
Extremum::Extremum(const double sum, const double size, const double nothing) : value(1.0) {
  const double root = std::sqrt(sum * sum + nothing * nothing),
               above = 0.5 * (sum + root + nothing), below = size + nothing, x = above / below;
  if (x >= 1.0) return;
  const double z = x * (1.0 + x * (3.0 + x * (-5.0 + 2.0 * x))), cube = z * z * z,
               slope = 4.0 * cube * (1.0 + x * (6.0 + x * (-15.0 + 8.0 * x)));
  value = cube * z;
  by_sum = slope * 0.5 * (1.0 + sum / root) / below;
  by_size = -slope * x / below;
}

} // namespace ionflux
