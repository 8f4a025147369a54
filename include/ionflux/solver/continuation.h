#pragma once

#include <petscvec.h>

#include <functional>

namespace ionflux {

/// How long the steps of a continuation are, in units of the whole way.
struct StepControl {
  double first = 0.25;          ///< the first one
  double smallest = 1.0 / 1024; ///< a shorter one is not tried
  unsigned int easy_newton = 6; ///< after so many Newton steps at most, the next one is doubled
};

/// What came of one step.
struct PathStep {
  bool converged = false;
  unsigned int newton_steps = 0;
};

/// Follow solutions x(s) from s = 0 to 1 by secants: the start of a step is extrapolated from the
/// last two solutions, the first one along `direction`; a failed step is halved, an easy one
/// doubles the next (doc/numerics.md, Start and retry ladder). What s stands for is the caller's: a
/// load, the way between two points of a sweep.
///
/// @param x         solution at 0; at 1 if that is reached, else unspecified
/// @param direction change of x with s where the path begins; null: begin from x itself
/// @param solve     takes s and a start, which it replaces by the solution at s
/// @return the largest s that was solved for; 1: all of the way
double follow_path(Vec x, Vec direction, const StepControl& control,
                   const std::function<PathStep(double s, Vec x)>& solve);

} // namespace ionflux
