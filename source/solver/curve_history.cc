#include <ionflux/solver/curve_history.h>

#include <ionflux/algebra/lagrange_weights.h>

namespace ionflux {

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

} // namespace ionflux
