#pragma once

#include <ionflux/support/reported.h>

#include <vector>

namespace ionflux {

/// Watches the numbers that will be reported while Newton's method goes on, and says when another
/// step would not change any of them: that, not a norm, is convergence.
///
/// A change counts as none below `tolerance` times the number, or below the number's floor; numbers
/// that are zero (below their `zero`, with their change) are settled.
class NumberWatch {
public:
  explicit NumberWatch(const double tolerance) : tolerance(tolerance) {}

  /// The numbers after one more step.
  /// @param left what the step left of the residual; 1 or more: not known
  void take(const std::vector<Reported>& numbers, double left = 1.0);

  /// Has there been a step whose changes are known?
  bool has_compared() const { return n_taken > 1; }

  /// Did the last step change nothing that counts?
  bool settled() const { return n_taken > 1 && excess <= 1.0; }

  /// Will another step change nothing that counts? It is foreseen to change foreseen() times as
  /// much.
  bool will_stand() const { return n_taken > 1 && foreseen_excess <= 1.0; }

  /// The change of a step is in proportion to the residual it begins with: what the last one left
  /// of it, ten times for safety and at least 1e-2; 1 where that is more, or not known.
  double foreseen() const { return fall; }

  /// What the next step may leave of the residual, so that afterwards the numbers will stand.
  double enough_to_stand() const { return next_excess > 0.0 ? 0.05 / next_excess : 0.0; }

  /// Have steps ceased to help, as they do where rounding is reached?
  bool stalled() const { return n_in_vain >= 2; }

  /// Largest change of the last step over what is allowed, for the number that is worst.
  double worst() const { return excess; }

  /// Least factor by which the changes of numbers that do not stand yet fell in the last step.
  double ratio() const { return least_ratio; }

private:
  const double tolerance;
  std::vector<Reported> last;
  std::vector<double> last_change;
  unsigned int n_taken = 0, n_in_vain = 0;
  double excess = 0.0, foreseen_excess = 0.0, next_excess = 0.0, least_ratio = 0.0, fall = 1.0;
};

} // namespace ionflux
