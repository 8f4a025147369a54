#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ionflux {

/// How many more steps Newton's method needs, guessed from its residuals: the order at which they
/// fall goes on, between linear and quadratic. Nothing where they do not fall.
///
/// @param residuals relative, one a step, the first before any step; tolerance: the same measure
std::optional<unsigned int> newton_steps_to_go(const std::vector<double>& residuals,
                                               double tolerance);

/// The progress of a long solve: after each step a line such as "  41 s so far, about 60 s to go on
/// this mesh", if steps are slow enough for somebody to wait for them.
class TimeToGo {
public:
  /// Steps shorter than this [s] get no line: they are over before it is read.
  static constexpr double shortest_step = 2.0;

  /// @param start seconds on any clock, when the solve began
  TimeToGo(double tolerance, double start) : tolerance(tolerance), start(start), last(start) {}

  /// Note a step (0: another attempt begins) that ended with this residual at a time `now` [s]; the
  /// line, or "".
  std::string note(unsigned int step, double residual, double now);

private:
  const double tolerance, start;
  double last;
  std::vector<double> residuals;
};

} // namespace ionflux
