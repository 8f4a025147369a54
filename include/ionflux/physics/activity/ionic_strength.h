#pragma once

/// What all models of dilute ions share. Included by the sources of models only.

#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/dual.h>

#include <string>
#include <vector>

namespace ionflux {

/// Coefficients of the limiting law ln gamma_i = -A z_i^2 sqrt(I), I in mol/m^3, and of the inverse
/// Debye length kappa = B sqrt(I) (Debye and Hueckel 1923; Robinson and Stokes 1959, ch. 9).
struct LimitingLaw {
  explicit LimitingLaw(const ActivityInput& input);
  double strength;       ///< A [(m^3/mol)^(1/2)]
  double inverse_length; ///< B [(m^3/mol)^(1/2) / m]
};

/// z_i^2 / 2.
std::vector<double> half_squares(const ActivityInput& input);

/// I = sum z_i^2 c_i / 2. Constant below 1e-30 mol/L, where sqrt(I) has no slope.
template <typename Number>
Number ionic_strength(const std::vector<double>& half_squares, const Number* c) {
  constexpr double least = 1e-27; // mol/m^3
  Number sum(0.0);
  for (unsigned int i = 0; i < half_squares.size(); ++i)
    if (half_squares[i] != 0.0) sum += half_squares[i] * c[i];
  return plain(sum) > least ? sum : Number(least);
}

/// "ionic strength 1.2 mol/L, published up to 0.5 mol/L", or nothing.
std::string ionic_strength_beyond(const std::vector<double>& half_squares, const double* c,
                                  double limit_molar);

/// The integral of sqrt(I) / (1 + b sqrt(I)) from 0 to I.
double screened_integral(double strength, double b);

/// Throws std::invalid_argument for temperatures, permittivities or densities that are none.
void check_solvent(const ActivityRow& row, const ActivityInput& input);

} // namespace ionflux
