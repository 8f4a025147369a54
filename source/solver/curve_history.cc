#include <ionflux/solver/curve_history.h>

namespace ionflux {

void CurveHistory::add(const double time, const std::vector<double>& values) {
  if (points.size() == n_points) points.erase(points.begin());
  points.emplace_back(time, values);
}

// Lagrange's polynomials at the time.
std::vector<double> CurveHistory::missed(const double time,
                                         const std::vector<double>& values) const {
  if (points.size() < n_points) return {};
  std::vector<double> rest = values;
  for (const Point& point : points) {
    double weight = 1.0;
    for (const Point& other : points)
      if (&other != &point) weight *= (time - other.first) / (point.first - other.first);
    for (std::size_t k = 0; k < rest.size() && k < point.second.size(); ++k)
      rest[k] -= weight * point.second[k];
  }
  return rest;
}

} // namespace ionflux
