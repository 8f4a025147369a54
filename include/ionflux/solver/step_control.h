#pragma once

namespace ionflux {

/// Lengths of steps [s] and their error.
struct StepLimits {
  double tolerance = 1e-3; ///< of the error of a step
  double first = 0.0, smallest = 0.0, largest = 0.0;
  double fixed = 0.0; ///< not 0: every step is as long, whatever its error
};

/// What a StepControl has learnt of the steps so far.
struct StepMemory {
  double wanted = 0.0;     ///< length of the next step [s]
  double last_error = 0.0; ///< relative to the tolerance; 0: unknown
  bool was_rejected = false;
};

/// How long the next step is: proportional-integral control of the error (Gustafsson, ACM Trans.
/// Math. Softw. 17 (1991) 533; Hairer and Wanner 1996, section IV.2).
class StepControl {
public:
  explicit StepControl(const StepLimits& limits) : limits(limits) { restart(); }

  /// The next step; `room` is what is left until steps must end: the last two before it are equal,
  /// so that none is a sliver.
  double propose(double room) const;

  /// Whether a step with this error counts.
  bool accepts(double error) const { return limits.fixed > 0.0 || error <= limits.tolerance; }

  /// The error that the next steps shall have.
  double aimed_at() const;

  /// @param order the error is proportional to step^order
  void accepted(double step, double error, unsigned int order);
  void rejected(double step, double error, unsigned int order);
  /// The equations of the step were not solved.
  void failed(double step);

  /// Begin small again, behind a jump.
  void restart();

  /// No shorter step may be tried.
  bool is_exhausted() const { return state.wanted < limits.smallest || limits.fixed > 0.0; }

  const StepMemory& memory() const { return state; }
  /// Go on with what another one has learnt.
  void resume(const StepMemory& memory);

private:
  StepLimits limits;
  StepMemory state;
};

} // namespace ionflux
