#include <ionflux/geometry/pore_profile.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

constexpr int n_places = 1000;

double place(const int i) { return static_cast<double>(i) / n_places - 0.5; }

/// Slopes at the points that keep the curve monotone between them: weighted harmonic means, zero at
/// extremes; at the ends that of the straight piece where there are only two points, else a
/// parabola's.
std::vector<double> hermite_slopes(const std::vector<double>& z, const std::vector<double>& r) {
  const std::size_t n = z.size();
  std::vector<double> width(n - 1), secant(n - 1), slopes(n);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    width[i] = z[i + 1] - z[i];
    secant[i] = (r[i + 1] - r[i]) / width[i];
  }
  if (n == 2) return {secant[0], secant[0]};
  for (std::size_t i = 1; i + 1 < n; ++i) {
    if (secant[i - 1] * secant[i] <= 0) continue;
    const double a = 2 * width[i] + width[i - 1], b = width[i] + 2 * width[i - 1];
    slopes[i] = (a + b) / (a / secant[i - 1] + b / secant[i]);
  }
  const auto end = [](const double w0, const double w1, const double s0, const double s1) {
    const double slope = ((2 * w0 + w1) * s0 - w0 * s1) / (w0 + w1);
    if (slope * s0 <= 0) return 0.0;
    return s0 * s1 <= 0 && std::abs(slope) > 3 * std::abs(s0) ? 3 * s0 : slope;
  };
  slopes[0] = end(width[0], width[1], secant[0], secant[1]);
  slopes[n - 1] = end(width[n - 2], width[n - 3], secant[n - 2], secant[n - 3]);
  return slopes;
}

} // namespace

double PoreProfile::narrowest() const {
  double result = radius(-0.5);
  for (int i = 1; i <= n_places; ++i)
    result = std::min(result, radius(place(i)));
  return result;
}

double PoreProfile::widest() const {
  double result = radius(-0.5);
  for (int i = 1; i <= n_places; ++i)
    result = std::max(result, radius(place(i)));
  return result;
}

PoreProfile cone_profile(const double radius, const double angle) {
  const double slope = std::tan(angle);
  return {[=](const double z) { return radius + (z + 0.5) * slope; },
          [=](const double) { return slope; }};
}

PoreProfile hourglass_profile(const double waist, const double mouth) {
  const double a = waist * waist, b = 4 * (mouth * mouth - a);
  const auto radius = [=](const double z) { return std::sqrt(a + b * z * z); };
  return {radius, [=](const double z) { return b * z / radius(z); }};
}

PoreProfile trumpet_profile(const double lower, const double upper) {
  const double rate = std::log(upper / lower);
  const auto radius = [=](const double z) { return lower * std::exp(rate * (z + 0.5)); };
  return {radius, [=](const double z) { return rate * radius(z); }};
}

PoreProfile table_profile(std::vector<double> z, std::vector<double> r) {
  const std::vector<double> slopes = hermite_slopes(z, r);
  // value (derivative = 0) or derivative (1) of the cubic of the piece that contains x
  const auto evaluate = [=](const double x, const int derivative) {
    const std::size_t last = z.size() - 2;
    const std::size_t i = std::min<std::size_t>(
        last, std::max<std::ptrdiff_t>(0, std::upper_bound(z.begin(), z.end(), x) - z.begin() - 1));
    const double h = z[i + 1] - z[i], t = (x - z[i]) / h, dr = r[i + 1] - r[i];
    const double c2 = 3 * dr - h * (2 * slopes[i] + slopes[i + 1]);
    const double c3 = -2 * dr + h * (slopes[i] + slopes[i + 1]);
    return derivative == 0 ? r[i] + t * (h * slopes[i] + t * (c2 + t * c3))
                           : slopes[i] + t * (2 * c2 + 3 * t * c3) / h;
  };
  return {[=](const double x) { return evaluate(x, 0); },
          [=](const double x) { return evaluate(x, 1); }};
}

} // namespace ionflux
