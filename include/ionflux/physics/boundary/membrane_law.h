#pragma once

/// What crosses a thin membrane, from the values at its two sides.

#include <array>
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

/// A flux through a membrane from side 0 to side 1 with its derivatives by the values at the sides.
struct Crossing {
  double flux = 0.0;
  double magnitude = 0.0; ///< sum of the absolute values of its terms
  std::array<double, 2> by_potential = {{0.0, 0.0}}, by_concentration = {{0.0, 0.0}};
};

/// Goldman's constant-field equation, dimensionless:
///
///     J = P (c_0 B(-u) - c_1 B(u)),   u = z (phi_0 - phi_1),   B(x) = x / (e^x - 1)
///
/// which is P u (c_0 - c_1 e^-u) / (1 - e^-u) (Goldman, J. Gen. Physiol. 27, 37 (1943); Hodgkin &
/// Katz, J. Physiol. 108, 37 (1949), appendix).
inline Crossing goldman_flux(const double permeability, const double charge_number,
                             const std::array<double, 2>& potential,
                             const std::array<double, 2>& concentration) {
  const double u = charge_number * (potential[0] - potential[1]);
  const Bernoulli forth(-u), back(u);
  const double slope =
      -permeability * (concentration[0] * forth.slope + concentration[1] * back.slope);
  Crossing crossing;
  crossing.flux = permeability * (concentration[0] * forth.value - concentration[1] * back.value);
  crossing.magnitude = permeability * (std::abs(concentration[0]) * forth.value +
                                       std::abs(concentration[1]) * back.value);
  crossing.by_potential = {{charge_number * slope, -charge_number * slope}};
  crossing.by_concentration = {{permeability * forth.value, -permeability * back.value}};
  return crossing;
}

/// Displacement through a capacitor: D = C (phi_0 - phi_1).
inline Crossing capacitor_displacement(const double capacitance,
                                       const std::array<double, 2>& potential) {
  Crossing crossing;
  crossing.flux = capacitance * (potential[0] - potential[1]);
  crossing.magnitude = capacitance * (std::abs(potential[0]) + std::abs(potential[1]));
  crossing.by_potential = {{capacitance, -capacitance}};
  return crossing;
}

} // namespace ionflux
