#pragma once

/// What is read off a current-voltage curve.

#include <vector>

namespace ionflux {

/// Points of a curve in ascending order of the voltage, each voltage once. Unknown numbers are nan.
struct CurrentVoltageCurve {
  std::vector<double> voltage;    ///< [V]
  std::vector<double> current;    ///< into the domain at the electrode [A], or [A/m]
  std::vector<double> error = {}; ///< algebraic, of each current; empty: not known

  /// dI/dV at each point: derivative of the parabola through it and its neighbours (at an end,
  /// through the nearest three; of two points, their chord). nan at a single one.
  std::vector<double> slopes() const;

  /// |I(V) / I(-V)| at point i; nan if -V is not a point, or V = 0.
  double rectification(std::size_t i) const;

  /// rectification() at the largest V > 0 whose -V is a point too.
  double greatest_rectification() const;

  /// Where the current changes sign, the one of least |V|: zero of the cubic through the four
  /// nearest points (less if there are fewer). nan if it does not change sign.
  double reversal_potential() const;

  /// Algebraic error of it [V]: the largest error of these points' currents over dI/dV there. nan
  /// if it or the errors are not known.
  double reversal_potential_error() const;

  /// dI/dV at V = 0 of the cubic through the four nearest points; nan if 0 is outside of the curve.
  double conductance_at_zero() const;
};

} // namespace ionflux
