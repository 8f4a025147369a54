#pragma once

#include <array>
#include <functional>
#include <string>
#include <utility>

namespace ionflux {

/// A value from the input: a constant, or an expression of position. Always in SI units.
///
/// Position is the point in metres, (x, y, z) or (r, z, 0) in axisymmetric runs; unused
/// coordinates are zero. Knows no library, so that physics may hold it.
class GivenValue {
public:
  using Point = std::array<double, 3>;

  GivenValue(const double constant = 0.0) : constant(constant) {}

  /// @param function SI value at a point in metres
  /// @param text     the expression as the user wrote it, for messages and the resolved file
  GivenValue(std::function<double(const Point&)> function, std::string text)
      : function(std::move(function)), expression(std::move(text)) {}

  double operator()(const Point& x) const { return function ? function(x) : constant; }

  bool is_constant() const { return !function; }

  /// The expression as entered; empty for a constant.
  const std::string& text() const { return expression; }

private:
  double constant = 0.0;
  std::function<double(const Point&)> function;
  std::string expression;
};

} // namespace ionflux
