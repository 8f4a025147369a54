#pragma once

/// Concentrations from activities where ln gamma depends on the ionic strength alone. Included by
/// the sources of models only.

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/dual.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

/// With ln gamma_i = f_i(I) one equation is left, in y = ln I:
///
///     y = ln sum_i h_i exp(w_i - load f_i(e^y)),   h_i = z_i^2 / 2 ,
///
/// and H = 1 + load f_i' h_j c_j, a rank more than the unit matrix, has a closed inverse. By
/// Newton's method from the ideal solution or from the start; what it does not find, or finds
/// unstable, is not converged: a better method may know more.
///
/// @param formula with half_squares, the h_i, and f_i(I) in two parts: common(Number I in mol/m^3),
///                what all species need of I, and of_strength(species, that) -> Number
template <typename Formula>
InversionStatus invert_by_strength(const Formula& formula, const double* w, const double load,
                                   const double* start, double* x, double* inverse) {
  const std::vector<double>& half_squares = formula.half_squares;
  constexpr double least = 1e-27;      // as in ionic_strength()
  constexpr double negligible = 1e-16; // of ln I
  const unsigned int n = half_squares.size();
  PointBuffer<double> slope(n), part(n), last_slope(n); // load f_i', h_i c_i
  std::fill(slope.data(), slope.data() + n, 0.0);
  double sum = 0.0; // of the parts
  const auto evaluate = [&](const double strength, const bool varies) {
    Dual<1> at(strength);
    at.slope[0] = varies ? 1.0 : 0.0;
    sum = 0.0;
    const auto common = formula.common(at);
    for (unsigned int i = 0; i < n; ++i) {
      const Dual<1> log_gamma = formula.of_strength(i, common);
      last_slope[i] = slope[i];
      slope[i] = load * log_gamma.slope[0];
      x[i] = w[i] - load * log_gamma.value;
      part[i] = half_squares[i] == 0.0 ? 0.0 : half_squares[i] * std::exp(x[i]);
      sum += part[i];
    }
  };
  double strength = 0.0;
  for (unsigned int i = 0; i < n; ++i)
    if (half_squares[i] != 0.0) strength += half_squares[i] * std::exp(start ? start[i] : w[i]);
  const bool dilute = !(strength > least);
  bool found = dilute;
  if (dilute) strength = least;
  double last_step = 0.0;
  for (unsigned int k = 0; k < 40 && !found; ++k) {
    evaluate(strength, true);
    double by_y = 0.0;
    for (unsigned int i = 0; i < n; ++i)
      by_y += slope[i] * part[i];
    by_y = 1.0 + by_y * strength / sum;
    const double step = std::log(sum / strength) / by_y;
    if (!(by_y > 0.0) || !std::isfinite(step)) return InversionStatus::not_converged;
    // Steps fall quadratically; what the next would be is missing in the end.
    const double left =
        std::max(step * step, step * step * std::abs(step) / (last_step * last_step));
    found = std::abs(step) <= 1e-12 || (k > 0 && left <= negligible);
    for (unsigned int i = 0; i < n && found; ++i) {
      const double change = -slope[i] * strength * step;
      x[i] += change;
      part[i] += part[i] * change;
      if (k > 0) slope[i] += (slope[i] - last_slope[i]) * step / last_step;
    }
    last_step = std::max(-2.0, std::min(step, 2.0));
    strength *= std::exp(last_step);
    if (!(strength > least)) return InversionStatus::not_converged;
  }
  if (!found) return InversionStatus::not_converged;
  if (dilute) evaluate(strength, false);
  double minor = 1.0; // the leading ones of H, to the determinant
  for (unsigned int i = 0; i < n; ++i) {
    minor += slope[i] * part[i];
    if (!(minor > 0.0)) return InversionStatus::not_converged;
  }
  const double reciprocal = 1.0 / minor;
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j) {
      const double others = i == j ? minor - slope[i] * part[i] : -slope[i] * part[j];
      inverse[i * n + j] = others * reciprocal;
    }
  return InversionStatus::converged;
}

} // namespace ionflux
