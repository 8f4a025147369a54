#pragma once

#include <array>
#include <functional>
#include <string>
#include <utility>

namespace ionflux {

/// A value from the input: a constant, or an expression of position and time. Always in SI units.
/// The time is that of the clock the expression was made with, see parse_given_value().
///
/// Position is the point in metres, (x, y, z) or (r, z, 0) in axisymmetric runs; unused
/// coordinates are zero. Knows no library, so that physics may hold it.
class GivenValue {
public:
  using Point = std::array<double, 3>;

  GivenValue(const double constant = 0.0) : constant(constant) {}

  /// @param function SI value at a point in metres
  /// @param text     the expression as the user wrote it, for messages and the resolved file
  /// @param in_time  does it depend on time?
  GivenValue(std::function<double(const Point&)> function, std::string text,
             const bool in_time = false)
      : function(std::move(function)), expression(std::move(text)), in_time(in_time) {}

  double operator()(const Point& x) const { return function ? function(x) : constant; }

  bool is_constant() const { return !function; }
  bool depends_on_time() const { return in_time; }
  /// Is it nothing, everywhere and always? Of an expression nobody can tell: no.
  bool is_zero() const { return is_constant() && constant == 0.0; }

  /// The expression as entered; empty for a constant.
  const std::string& text() const { return expression; }

private:
  double constant = 0.0;
  std::function<double(const Point&)> function;
  std::string expression;
  bool in_time = false;
};

} // namespace ionflux
