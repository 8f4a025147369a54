#include <ionflux/geometry/cell_budget.h>
#include <ionflux/geometry/geometry.h>
#include <ionflux/geometry/grading.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ionflux {

namespace {

/// Running sums of the cell sizes, scaled to end at 1.
std::vector<double> cumulate(const std::vector<double>& sizes) {
  std::vector<double> points(sizes.size() + 1, 0.0);
  std::partial_sum(sizes.begin(), sizes.end(), points.begin() + 1);
  const double sum = points.back();
  for (double& point : points)
    point /= sum;
  points.back() = 1.0;
  return points;
}

} // namespace

std::vector<double> graded_fractions(const double length, const Grading& grading) {
  const double largest = grading.largest > 0 ? std::min(grading.largest, length) : length;
  const auto start_size = [largest](const double first) {
    return first > 0 ? std::min(first, largest) : largest;
  };
  double from_start = start_size(grading.first_at_start);
  double from_end = start_size(grading.first_at_end);

  // Cells are laid from both ends, always the smaller one next, until they cover the length; then
  // all are scaled *down* to fit, which keeps the ratio and never exceeds the first layer asked
  // for.
  std::vector<double> head, tail;
  double covered = 0.0;
  while (covered < length * (1.0 - 1e-9)) {
    const double at_most = grading.ratio > 1.0 ? largest : std::min(from_start, from_end);
    require_cells(head.size() + tail.size() + (length - covered) / at_most);
    double& next = from_start <= from_end ? from_start : from_end;
    (from_start <= from_end ? head : tail).push_back(next);
    covered += next;
    next = std::min(next * grading.ratio, largest);
  }
  head.insert(head.end(), tail.rbegin(), tail.rend());
  return cumulate(head);
}

std::vector<double> symmetric_fractions(const double length, const unsigned int n,
                                        const double first) {
  require_cells(n);
  const auto sizes = [n](const double ratio) {
    std::vector<double> list(n);
    for (unsigned int i = 0; i < n; ++i)
      list[i] = std::pow(ratio, std::min(i, n - 1 - i));
    return list;
  };
  const auto sum = [&](const double ratio) {
    const auto list = sizes(ratio);
    return first * std::accumulate(list.begin(), list.end(), 0.0);
  };
  double low = 1.0, high = 16.0;
  if (n <= 2 || sum(low) >= length) return uniform_fractions(n);
  for (unsigned int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    (sum(middle) < length ? low : high) = middle;
  }
  return cumulate(sizes(low));
}

std::vector<double> uniform_fractions(const unsigned int n) {
  require_cells(n);
  std::vector<double> points(n + 1);
  for (unsigned int i = 0; i <= n; ++i)
    points[i] = static_cast<double>(i) / n;
  return points;
}

double automatic_first_layer(const MeshContext& context, const double fallback) {
  const double debye = context.debye_length;
  if (!(debye > 0) || !std::isfinite(debye)) return fallback;
  return std::min(debye / (context.degree >= 2 ? 2.0 : 4.0), fallback);
}

} // namespace ionflux
