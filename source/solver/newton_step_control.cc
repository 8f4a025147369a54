// How far the steps of the approach may go, and how accurately their linear systems are solved.

#include <ionflux/solver/newton_solver.h>
#include <ionflux/solver/preconditioner.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Down to this residual each step of the approach is solved well enough to be quadratic.
constexpr double quadratic_end = 1e-11;

// A first system, loosely solved, of which so little is left as a step, by limit and line search,
// may be all error: the norm is that of all fields, and a tenth of it may be more than all of
// one's.
constexpr double hardly_a_step = 1e-2;

} // namespace

// How far a step may go follows how well the last one was foreseen: Newton's model says that a step
// scaled by s leaves 1 - s of the residual. The limit never falls below where it began: shorter
// steps are the line search's business.
void NewtonSolver::adapt_step_limit(const double residual, const double line_search_factor) {
  if (last_residual > 0.0) {
    const double quality = (last_residual - residual) / (last_scaling * last_residual);
    if (line_search_factor < 1.0 || quality < 0.25)
      step_limit = least_step_limit;
    else if (quality > 0.75 && last_scaling < 1.0)
      step_limit = std::min(2.0 * step_limit, greatest_step_limit);
    n_stagnant = residual > 0.999 * last_residual ? n_stagnant + 1 : 0;
  }
  last_residual = residual;
}

// Tolerance of the next linear solve, after Eisenstat and Walker (SIAM J. Sci. Comput. 17, 1996),
// choice 2, which keeps the last steps quadratic; and not below what the last step needs (Kelley,
// Iterative Methods for Linear and Nonlinear Equations, 1995, section 6.3). After a first step
// that came to nearly nothing the next system is solved accurately; later ones come to nothing by
// the curvature of the equations.
void NewtonSolver::choose_forcing(SNES snes, const double norm, const NewtonStep& now) {
  constexpr double loosest = 0.1, tightest = 1e-6;
  double forcing = settings.first_forcing;
  if (last_residual > 0.0) {
    const double ratio = norm / last_residual, safeguard = 0.9 * last_forcing * last_forcing;
    forcing = std::max(0.9 * ratio * ratio, safeguard > 0.1 ? safeguard : 0.0);
  }
  if (now.step == 1 && now.damping < hardly_a_step) forcing = tightest;
  forcing = std::max(forcing, 0.1 * quadratic_end / now.residual);
  last_forcing = std::min(std::max(forcing, tightest), loosest);
  set_linear_tolerance(snes, last_forcing);
}

// Not where the user's counts, or the solver is exact.
void NewtonSolver::set_linear_tolerance(SNES snes, const double tolerance) const {
  if (settings.linear_tolerance > 0.0 || solves_exactly(settings)) return;
  KSP linear_solver;
  IONFLUX_PETSC(SNESGetKSP(snes, &linear_solver));
  IONFLUX_PETSC(
      KSPSetTolerances(linear_solver, tolerance, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT));
}

// The whole step is scaled: clipping single components would break descent.
bool NewtonSolver::limit_step(Vec step) {
  double largest = 0.0;
  const std::vector<double> maxima = field_maxima(step, scales.size());
  for (unsigned int field = 0; field < scales.size(); ++field)
    if (problem.limits_step(field)) largest = std::max(largest, maxima[field]);
  last_step = largest;
  last_scaling = 1.0;
  if (!std::isfinite(largest) || largest <= step_limit) return false;
  last_scaling = step_limit / largest;
  IONFLUX_PETSC(VecScale(step, last_scaling));
  return true;
}

} // namespace ionflux
