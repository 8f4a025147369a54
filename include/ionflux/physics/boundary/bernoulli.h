#pragma once

#include <ionflux/physics/dual.h>

#include <cmath>

namespace ionflux {

/// B(x) = x / (e^x - 1) and its derivative, for any x without overflow or loss of digits.
struct Bernoulli {
  explicit Bernoulli(const double x) {
    if (std::abs(x) < 0.05) { // series: what follows is below 1e-16
      const double s = x * x;
      value = 1.0 - x / 2.0 + s / 12.0 * (1.0 - s / 60.0 * (1.0 - s / 42.0));
      slope = -0.5 + x / 6.0 * (1.0 - s / 30.0 * (1.0 - s / 28.0 * (1.0 - s / 30.0)));
    } else if (x > 0.0) {
      const double e = std::exp(-x), below = -std::expm1(-x); // 1 - e^-x
      value = x * e / below;
      slope = e * (below - x) / (below * below);
    } else {
      const double e = std::exp(x), below = std::expm1(x);
      value = x / below;
      slope = (below - x * e) / (below * below);
    }
  }
  double value, slope;
};

inline double bernoulli(const double x) { return Bernoulli(x).value; }
template <unsigned int N>
Dual<N> bernoulli(const Dual<N>& x) {
  const Bernoulli at(x.value);
  return Dual<N>::chain(at.value, at.slope, x);
}

} // namespace ionflux
