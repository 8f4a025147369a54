#include <ionflux/solver/curve_history.h>

#include <ionflux/algebra/lagrange_weights.h>

namespace ionflux {

namespace {

// Of a step.
constexpr double precision = 1e-3;

} // namespace

void CurveHistory::add(const double time, const std::vector<double>& values) {
  if (points.size() == n_points) points.erase(points.begin());
  points.emplace_back(time, values);
}

std::vector<double> CurveHistory::missed(const double time,
                                         const std::vector<double>& values) const {
  if (points.size() < n_points) return {};
  std::vector<double> rest = values, times;
  for (const Point& point : points)
    times.push_back(point.first);
  const std::vector<double> weights = lagrange_weights(times, time);
  for (std::size_t p = 0; p < points.size(); ++p)
    for (std::size_t k = 0; k < rest.size() && k < points[p].second.size(); ++k)
      rest[k] -= weights[p] * points[p].second[k];
  return rest;
}

double CurveHistory::step_that_misses(const double ratio, const double time,
                                      const bool counts) const {
  double wanted = ratio;
  std::vector<double> behind; // from where the next step begins
  const double from = counts ? time : points.back().first;
  for (const Point& point : points) {
    wanted *= time - point.first;
    behind.push_back(from - point.first);
  }
  if (counts) behind.front() = 0.0; // of the first point, which the last one replaces
  double short_step = 0.0, long_step = time - points.back().first;
  const auto product = [&behind](const double step) {
    double all = 1.0;
    for (const double distance : behind)
      all *= step + distance;
    return all;
  };
  while (product(long_step) < wanted)
    long_step *= 2.0;
  while (long_step - short_step > precision * long_step) {
    const double step = 0.5 * (short_step + long_step);
    (product(step) < wanted ? short_step : long_step) = step;
  }
  return long_step;
}

} // namespace ionflux
