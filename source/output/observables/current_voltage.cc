#include <ionflux/output/observables/current_voltage.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A polynomial through a few points in Newton's form.
struct Interpolant {
  std::vector<double> x, coefficient;

  void add(const double at, double value) {
    // divided differences
    double factor = 1.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      value -= coefficient[i] * factor;
      factor *= at - x[i];
    }
    x.push_back(at);
    coefficient.push_back(value / factor);
  }

  double value(const double at) const {
    double sum = 0.0;
    for (std::size_t i = x.size(); i-- > 0;)
      sum = sum * (at - x[i]) + coefficient[i];
    return sum;
  }

  double slope(const double at) const {
    double sum = 0.0, derivative = 0.0;
    for (std::size_t i = x.size(); i-- > 0;) {
      derivative = derivative * (at - x[i]) + sum;
      sum = sum * (at - x[i]) + coefficient[i];
    }
    return derivative;
  }
};

/// Through the n points nearest to `at` that are known.
Interpolant nearest(const CurrentVoltageCurve& curve, const double at, const std::size_t n) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < curve.voltage.size(); ++i)
    if (std::isfinite(curve.current[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](const std::size_t a, const std::size_t b) {
    return std::abs(curve.voltage[a] - at) < std::abs(curve.voltage[b] - at);
  });
  Interpolant result;
  for (std::size_t i = 0; i < std::min(n, order.size()); ++i)
    result.add(curve.voltage[order[i]], curve.current[order[i]]);
  return result;
}

} // namespace

std::vector<double> CurrentVoltageCurve::slopes() const {
  std::vector<double> result(voltage.size(), unknown);
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < voltage.size(); ++i)
    if (std::isfinite(current[i])) known.push_back(i);
  if (known.size() < 2) return result;
  for (std::size_t k = 0; k < known.size(); ++k) {
    const std::size_t n = std::min<std::size_t>(3, known.size());
    const std::size_t first =
        std::min(k > 0 ? k - 1 : 0, known.size() - n); // a window of n with k inside
    Interpolant through;
    for (std::size_t j = first; j < first + n; ++j)
      through.add(voltage[known[j]], current[known[j]]);
    result[known[k]] = through.slope(voltage[known[k]]);
  }
  return result;
}

double CurrentVoltageCurve::rectification(const std::size_t i) const {
  const double size = std::max(std::abs(voltage.front()), std::abs(voltage.back()));
  if (std::abs(voltage[i]) <= 1e-9 * size) return unknown;
  for (std::size_t j = 0; j < voltage.size(); ++j)
    if (std::abs(voltage[i] + voltage[j]) <= 1e-9 * size && current[j] != 0.0)
      return std::abs(current[i] / current[j]);
  return unknown;
}

double CurrentVoltageCurve::greatest_rectification() const {
  for (std::size_t i = voltage.size(); i-- > 0 && voltage[i] > 0.0;)
    if (std::isfinite(rectification(i))) return rectification(i);
  return unknown;
}

double CurrentVoltageCurve::reversal_potential() const {
  double found = unknown;
  const auto consider = [&](const double candidate) {
    if (!(std::abs(candidate) >= std::abs(found))) found = candidate;
  };
  std::size_t last = voltage.size();
  for (std::size_t i = 0; i < voltage.size(); ++i) {
    if (!std::isfinite(current[i])) continue;
    if (current[i] == 0.0) consider(voltage[i]);
    if (last < i && current[last] * current[i] < 0.0) {
      double low = voltage[last], high = voltage[i];
      const Interpolant through = nearest(*this, 0.5 * (low + high), 4);
      const bool rising = current[i] > 0.0;
      for (int n = 0; n < 100; ++n) {
        const double middle = 0.5 * (low + high);
        ((through.value(middle) > 0.0) == rising ? high : low) = middle;
      }
      consider(0.5 * (low + high));
    }
    last = i;
  }
  return found;
}

double CurrentVoltageCurve::reversal_potential_error() const {
  const double at = reversal_potential();
  if (!std::isfinite(at) || error.size() != voltage.size()) return unknown;
  const Interpolant through = nearest(*this, at, 4);
  double largest = 0.0;
  for (std::size_t i = 0; i < voltage.size(); ++i)
    if (std::count(through.x.begin(), through.x.end(), voltage[i]) > 0)
      largest = std::max(largest, error[i]);
  return largest / std::abs(through.slope(at));
}

double CurrentVoltageCurve::conductance_at_zero() const {
  const Interpolant through = nearest(*this, 0.0, 4);
  if (through.x.size() < 2 || voltage.front() > 0.0 || voltage.back() < 0.0) return unknown;
  return through.slope(0.0);
}

} // namespace ionflux
