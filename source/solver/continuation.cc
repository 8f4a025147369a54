#include <ionflux/solver/continuation.h>

#include <ionflux/algebra/petsc.h>

#include <algorithm>

namespace ionflux {

double follow_path(Vec x, Vec direction, const StepControl& control,
                   const std::function<PathStep(double s, Vec x)>& solve) {
  VecHandle last = copy_of(x), before = copy_of(x);
  double reached = 0.0, reached_before = 0.0, step = control.first;
  while (reached < 1.0) {
    const double target = std::min(1.0, reached + step);
    IONFLUX_PETSC(VecCopy(last, x));
    if (reached > 0.0) {
      const double ratio = (target - reached) / (reached - reached_before);
      IONFLUX_PETSC(VecAXPBYPCZ(x, 1.0 + ratio, -ratio, 0.0, last, before));
    } else if (direction) {
      IONFLUX_PETSC(VecAXPY(x, target, direction));
    }
    const PathStep outcome = solve(target, x);
    if (!outcome.converged) {
      step *= 0.5;
      if (step < control.smallest) break;
      continue;
    }
    std::swap(last, before);
    IONFLUX_PETSC(VecCopy(x, last));
    reached_before = reached;
    reached = target;
    if (outcome.newton_steps <= control.easy_newton) step *= 2.0;
  }
  return reached;
}

} // namespace ionflux
