#pragma once

#include <ionflux/physics/dual.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

/// Rate of an electron transfer that is driven by x >= 0 over that without a drive, and its slope,
/// by Marcus, Hush and Chidsey (Chidsey 1991, Science 251, 919):
///
///     k(x) = e^(x/2) I(x) / I(0),   I(x) = int exp(-(y + x)^2 / (4 l)) / (2 cosh(y/2)) dy .
///
/// This is Chidsey's integral of Marcus' rates over the levels of the metal with Fermi's function
/// split symmetrically; I is even in x, so that k(-x) = e^-x k(x): detailed balance. The rule of
/// trapezoids converges like exp(-2 pi^2 / h) on the whole line: to 1e-15 with steps h of 1/2,
/// where l > 0.3.
///
/// @param x      drive [RT/F], @param lambda reorganisation energy l [RT]
struct ElectronTransfer {
  ElectronTransfer(const double x, const double lambda) {
    double at_rest = 0.0, unused = 0.0;
    value = slope = 0.0;
    integrate(x, lambda, value, slope);
    integrate(0.0, lambda, at_rest, unused);
    value /= at_rest;
    slope /= at_rest;
  }
  double value, slope;

private:
  static void integrate(const double x, const double lambda, double& sum, double& derivative) {
    constexpr double step = 0.5, digits = 40.0; // exp(-40) = 4e-18
    const double peak = -std::max(0.0, x - lambda), reach = std::sqrt(4.0 * lambda * digits);
    const int first = std::floor((peak - reach) / step), last = std::ceil((peak + reach) / step);
    for (int k = first; k <= last; ++k) {
      const double y = k * step, from = y + x;
      const double term = std::exp(0.5 * (x - std::abs(y)) - from * from / (4.0 * lambda)) /
                          (1.0 + std::exp(-std::abs(y)));
      sum += term;
      derivative += term * (0.5 - from / (2.0 * lambda));
    }
  }
};

inline double electron_transfer(const double x, const double lambda) {
  return ElectronTransfer(x, lambda).value;
}
template <unsigned int N>
Dual<N> electron_transfer(const Dual<N>& x, const double lambda) {
  const ElectronTransfer at(x.value, lambda);
  return Dual<N>::chain(at.value, at.slope, x);
}

} // namespace ionflux
