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
/// @param formula with half_squares, the h_i, and f_i(I): of_strength(species, Number I in
///                mol/m^3) -> Number
template <typename Formula>
InversionStatus invert_by_strength(const Formula& formula, const double* w, const double load,
                                   const double* start, double* x, double* inverse) {
  const std::vector<double>& half_squares = formula.half_squares;
  constexpr double least = 1e-27;      // as in ionic_strength()
  constexpr double negligible = 1e-12; // step: the rest is linear, to its square
  const unsigned int n = half_squares.size();
  PointBuffer<double> slope(n), part(n); // load f_i', h_i c_i
  double sum = 0.0;                      // of the parts
  const auto evaluate = [&](const double strength, const bool varies) {
    Dual<1> at(strength);
    at.slope[0] = varies ? 1.0 : 0.0;
    sum = 0.0;
    for (unsigned int i = 0; i < n; ++i) {
      const Dual<1> log_gamma = formula.of_strength(i, at);
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
  for (unsigned int k = 0; k < 40 && !found; ++k) {
    evaluate(strength, true);
    double by_y = 1.0;
    for (unsigned int i = 0; i < n; ++i)
      by_y += slope[i] * part[i] * strength / sum;
    const double step = std::log(sum / strength) / by_y;
    if (!(by_y > 0.0) || !std::isfinite(step)) return InversionStatus::not_converged;
    found = std::abs(step) <= negligible;
    for (unsigned int i = 0; i < n && found; ++i) {
      const double change = -slope[i] * strength * step;
      x[i] += change;
      part[i] += part[i] * change;
    }
    strength *= std::exp(std::max(-2.0, std::min(step, 2.0)));
    if (!(strength > least)) return InversionStatus::not_converged;
  }
  if (!found) return InversionStatus::not_converged;
  if (dilute) evaluate(strength, false);
  double minor = 1.0; // the leading ones of H, to the determinant
  for (unsigned int i = 0; i < n; ++i) {
    minor += slope[i] * part[i];
    if (!(minor > 0.0)) return InversionStatus::not_converged;
  }
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j) {
      const double others = i == j ? minor - slope[i] * part[i] : -slope[i] * part[j];
      inverse[i * n + j] = others / minor;
    }
  return InversionStatus::converged;
}

} // namespace ionflux
