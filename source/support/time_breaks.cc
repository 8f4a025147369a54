#include <ionflux/support/quantity.h>
#include <ionflux/support/time_breaks.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Where expressions of position are looked at besides the origin [m].
const GivenValue::Point somewhere = {{1e-9, 2e-9, 3e-9}};

std::vector<double> looks(const double end) {
  constexpr unsigned int evenly = 4096, per_decade = 64, decades = 12;
  std::vector<double> times = {0.0};
  for (unsigned int k = 1; k <= evenly; ++k)
    times.push_back(end * k / evenly);
  for (unsigned int k = 1; k < per_decade * decades; ++k)
    times.push_back(end * std::pow(10.0, -double(k) / per_decade));
  std::sort(times.begin(), times.end());
  return times;
}

} // namespace

std::vector<double> find_time_breaks(const GivenValue& value, double& clock, const double end,
                                     const unsigned int most) {
  const auto at = [&](const double time) {
    clock = time;
    std::vector<double> found = branches_of(value, {});
    const std::vector<double> there = branches_of(value, somewhere);
    found.insert(found.end(), there.begin(), there.end());
    return found;
  };
  std::vector<double> breaks;
  double left = 0.0;
  std::vector<double> before = at(0.0);
  for (const double right : looks(end)) {
    const std::vector<double> after = at(right);
    while (before != after && breaks.size() < most) {
      double low = left, high = right; // the first change lies in (low, high]
      for (double middle = 0.5 * (low + high); low < middle && middle < high;
           middle = 0.5 * (low + high))
        (at(middle) == before ? low : high) = middle;
      breaks.push_back(high);
      left = high;
      before = at(high);
    }
    left = right;
    before = after;
  }
  clock = 0.0;
  return breaks;
}

std::array<double, 2> range_in_time(const GivenValue& value, double& clock, const double end) {
  clock = 0.0;
  std::array<double, 2> range = {{value({}), value({})}};
  for (const double time : looks(end)) {
    clock = time;
    range = {{std::min(range[0], value({})), std::max(range[1], value({}))}};
  }
  clock = 0.0;
  return range;
}

} // namespace ionflux
