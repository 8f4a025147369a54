#pragma once

/// Functions of the ionic strength in Pitzer's equations. Included by the source of the model only.

#include <ionflux/physics/dual.h>

#include <cmath>

namespace ionflux {

/// How beta_1 and beta_2 fade with ionic strength: g(x) = 2 (1 - (1 + x) e^-x) / x^2 and
/// h(x) = (x / 2) dg/dx, x = alpha sqrt(I) (Pitzer 1973; h is often called g').
template <typename Number>
struct Fading {
  Number g, h;

  Fading(const Number& g, const Number& h) : g(g), h(h) {}

  explicit Fading(const Number& x) {
    using std::exp;
    if (plain(x) < 0.3) { // the closed forms nearly cancel: their power series
      Number p(0.0), q(0.0);
      for (int k = n_terms - 1; k >= 0; --k) {
        p = p * x + series[k];
        q = q * x + 0.5 * k * series[k];
      }
      g = p;
      h = q;
      return;
    }
    const Number e = exp(-1.0 * x), x2 = x * x;
    g = 2.0 * (1.0 - (1.0 + x) * e) / x2;
    h = -2.0 * (1.0 - (1.0 + x + 0.5 * x2) * e) / x2;
  }

private:
  static constexpr int n_terms = 12;
  /// 2 (-1)^k (k + 1) / (k + 2)!
  static constexpr double series[n_terms] = {1.0,
                                             -2.0 / 3.0,
                                             1.0 / 4.0,
                                             -1.0 / 15.0,
                                             1.0 / 72.0,
                                             -1.0 / 420.0,
                                             1.0 / 2880.0,
                                             -1.0 / 22680.0,
                                             1.0 / 201600.0,
                                             -1.0 / 1995840.0,
                                             1.0 / 21772800.0,
                                             -1.0 / 259459200.0};
};

template <typename Number>
Fading<Number> fading(const Number& x) {
  return Fading<Number>(x);
}
/// Differentiated once, whatever the number of directions.
template <unsigned int N, typename Value>
Fading<Dual<N, Value>> fading(const Dual<N, Value>& x) {
  Dual<1, Value> alone;
  alone.value = x.value;
  alone.slope[0] = 1.0;
  const Fading<Dual<1, Value>> result(alone);
  return {Dual<N, Value>::chain(result.g.value, result.g.slope[0], x),
          Dual<N, Value>::chain(result.h.value, result.h.slope[0], x)};
}

} // namespace ionflux
