#pragma once

#include <ionflux/support/given_value.h>

#include <array>
#include <memory>
#include <string>

namespace ionflux {

/// A function of position, and perhaps time, from the input together with its exact first and
/// second derivatives, found symbolically (GiNaC). SI units; positions in metres, (x, y, z) or (r,
/// z, 0).
class SmoothFunction {
public:
  using Point = GivenValue::Point;

  /// The constant zero.
  SmoothFunction() = default;

  /// @param text as for parse_given_value(): "25 mV" or "0.01*sin(pi*x/(10*nm)) [V]"
  /// @param unit SI unit of the value, udunits syntax
  /// @throws std::invalid_argument with the reason in one sentence: what parse_given_value()
  /// throws,
  ///         or that the expression has no derivative (abs, min, comparisons, ...)
  /// @param clock time of the expression [s]; null: it may not depend on time
  SmoothFunction(const std::string& text, const std::string& unit, bool axisymmetric = false,
                 const std::shared_ptr<double>& clock = nullptr);

  /// Value in the SI unit. Throws InputError where it is not finite; so do the derivatives.
  double value(const Point& x) const { return function(x); }

  /// Derivatives with respect to the coordinates [unit/m].
  std::array<double, 3> gradient(const Point& x) const;

  /// Laplace's operator applied to the function [unit/m^2], in cylindrical coordinates if
  /// axisymmetric (there r > 0).
  double laplacian(const Point& x) const;

  /// The function itself, as the other parts of the input hold it.
  const GivenValue& given() const { return function; }

private:
  GivenValue function;
  std::array<GivenValue, 3> first, second; ///< by coordinate; the second ones not mixed
  bool axisymmetric = false;
};

} // namespace ionflux
