#pragma once

#include <ionflux/physics/dual.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

/// Coverage theta of sites by Frumkin's isotherm, theta / (1 - theta) exp(g theta) = x (Frumkin
/// 1925; g = 0: Langmuir 1918), solved for y = ln(theta / (1 - theta)) by a bracketed Newton
/// method, with the derivative of the implicit function theorem.
///
/// @param x           K a; zero or less: none is adsorbed
/// @param interaction g > -4: there is one solution
template <typename Number>
Number coverage(const Number& x, const double interaction) {
  using std::exp;
  using std::log;
  if (!(plain(x) > 0.0)) return interaction == 0.0 ? Number(x) : Number(0.0);
  if (interaction == 0.0) return Number(x / (1.0 + x));
  const double wanted = std::log(plain(x));
  double low = wanted - std::max(interaction, 0.0), high = wanted - std::min(interaction, 0.0);
  double y = 0.5 * (low + high), theta = 0.0;
  for (unsigned int i = 0; i < 100; ++i) {
    theta = 1.0 / (1.0 + std::exp(-y));
    const double error = y + interaction * theta - wanted;
    (error > 0.0 ? high : low) = y;
    double next = y - error / (1.0 + interaction * theta * (1.0 - theta));
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const bool done = std::abs(next - y) <= 1e-15 * (1.0 + std::abs(y));
    y = next;
    if (done) break;
  }
  theta = 1.0 / (1.0 + std::exp(-y));
  // One more step of Newton's method, with derivatives: these are then exact.
  const Number exact =
      y - (y + interaction * theta - log(x)) / (1.0 + interaction * theta * (1.0 - theta));
  return Number(1.0 / (1.0 + exp(-exact)));
}

} // namespace ionflux
