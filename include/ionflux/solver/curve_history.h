#pragma once

#include <utility>
#include <vector>

namespace ionflux {

/// The last values of numbers that follow curves over time, and what they foretell.
class CurveHistory {
public:
  using Point = std::pair<double, std::vector<double>>; ///< time [s], values

  /// @param n_points that a polynomial goes through
  explicit CurveHistory(const unsigned int n_points) : n_points(n_points) {}

  /// The curves bend or jump here.
  void forget() { points.clear(); }
  void add(double time, const std::vector<double>& values);

  /// By how much values at a later time miss the polynomial through the last ones; empty: too few
  /// are known.
  std::vector<double> missed(double time, const std::vector<double>& values) const;

  /// The step that will miss a smooth curve `ratio` times as much as the one to `time` does: what
  /// is missed grows with the product of the distances to all points. Only where missed() is known.
  /// @param counts the step to `time` becomes the last point; else another one is tried in its
  /// place
  double step_that_misses(double ratio, double time, bool counts) const;

  const std::vector<Point>& known() const { return points; }
  void resume(std::vector<Point> known) { points = std::move(known); }

private:
  unsigned int n_points;
  std::vector<Point> points; ///< the latest is the last
};

} // namespace ionflux
