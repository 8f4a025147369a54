// The second part of Newton's method: corrections to a state that is near the solution.

#include <ionflux/solver/newton_solver.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ionflux {

namespace {

// Digits of each linear solve (looser first: two solves are made at least), most steps, and a
// change of the potentials that is nothing [RT, RT/F].
constexpr double first_refining_tolerance = 1e-3, refining_tolerance = 1e-5;
constexpr unsigned int most_refining_steps = 12;

// Where changes fall no longer. The norm is that of all fields: beside the rounding of one, what is
// left of another (a flux of 1e-12 of the natural one) is not seen with fewer digits.
constexpr double stagnant_tolerance = 1e-9;
constexpr double least_step = 1e-7;

// Without an approach before it: the residual that is small enough to begin with, and the part of a
// step's residual that may be left by the next one.
constexpr double near_enough = 1e-3, least_progress = 0.2;

// A step that leaves more than this was taken with a Jacobian of another place: a new one costs as
// much as two digits by linear solves.
constexpr double old_jacobian = 1e-2;

// A step of the refinement that leaves more than this, and a residual above what rounding may be,
// was taken where the equations bend within the last digits: its Jacobian is another place's too.
constexpr double bent = 0.1, above_rounding = 1e-10;

// And the tolerance of the first linear solve then: as much of the residual as a step with the
// exact inverse leaves, because the equations are not linear (measured in sweeps: 4e-2 at 3e-5,
// 1e-3 at 3e-6).
constexpr double loosest = 5e-2;

double first_tolerance(const double residual) {
  return std::min(std::max(1e3 * residual, first_refining_tolerance), 3e-2);
}

/// What a sum of two vectors lost in rounding replaces the second (Knuth's two-sum).
void split_sum(Vec first, Vec second, Vec sum) {
  PetscInt n = 0;
  const PetscScalar *a, *s;
  PetscScalar* b;
  IONFLUX_PETSC(VecGetLocalSize(first, &n));
  IONFLUX_PETSC(VecGetArrayRead(first, &a));
  IONFLUX_PETSC(VecGetArrayRead(sum, &s));
  IONFLUX_PETSC(VecGetArray(second, &b));
  for (PetscInt i = 0; i < n; ++i) {
    const double of_second = s[i] - a[i], of_first = s[i] - of_second;
    b[i] = (a[i] - of_first) + (b[i] - of_second);
  }
  IONFLUX_PETSC(VecRestoreArray(second, &b));
  IONFLUX_PETSC(VecRestoreArrayRead(sum, &s));
  IONFLUX_PETSC(VecRestoreArrayRead(first, &a));
}

} // namespace

void NewtonSolver::configure_refinement(SNES snes) const {
  IONFLUX_PETSC(SNESSetTolerances(snes, 0.0, 0.0, 0.0, most_refining_steps, -1));
  IONFLUX_PETSC(SNESSetLagJacobian(snes, -2)); // one is enough so near the solution
  set_linear_tolerance(snes, first_refining_tolerance);
}

// Full steps with one Jacobian, in corrections to x, until every reported number stands.
NewtonResult NewtonSolver::refine(Vec x, VecHandle correction, const NewtonResult& found) {
  problem.correct(x);
  watch = std::make_unique<NumberWatch>(settings.relative_tolerance);
  last_fields.clear();
  steps_before = found.newton_steps + found.chord_steps;
  IONFLUX_PETSC(VecDuplicate(x, before.address()));
  IONFLUX_PETSC(VecCopy(correction, before));
  NewtonResult result = solve_once(correction, {"refinement", "basic", 1.0, 1.0}).after(found);
  // The largest number of steps is no failure: the tables say how far the numbers stand.
  // Nor is it near the solution where steps had to be cut to the end, and left a residual that no
  // audit would pass.
  result.converged = watch->has_compared() && std::isfinite(watch->worst()) &&
                     result.residual <= settings.approach_tolerance &&
                     !(is_cut && result.residual > settings.relative_tolerance);
  if (!result.converged) result.reason = "refinement failed: " + result.reason;
  problem.correct(nullptr);

  // x + correction in two parts, of which the first is the sum as a double holds it.
  VecHandle sum, change;
  for (VecHandle* vector : {&sum, &change})
    IONFLUX_PETSC(VecDuplicate(x, vector->address()));
  IONFLUX_PETSC(VecWAXPY(change, -1.0, before, correction));
  if (at_once) IONFLUX_PETSC(VecScale(change, watch->foreseen()));
  IONFLUX_PETSC(VecWAXPY(sum, 1.0, correction, x));
  split_sum(x, correction, sum);
  IONFLUX_PETSC(VecCopy(sum, x));
  refined.correction = std::move(correction);
  refined.next_change = std::move(change);
  watch.reset();
  return result;
}

NewtonResult NewtonSolver::solve_near(Vec x) {
  refined = {};
  at_once = true;
  const NewtonResult result = refine(x, zero_like(x), {});
  at_once = false;
  return result;
}

void NewtonSolver::prepare_near(Vec x) {
  problem.correct(x);
  const VecHandle none = zero_like(x);
  scales = problem.residual_scales(none);
  make_jacobian(none);
  const KSP solver = linear.solver_for(problem, settings);
  problem.correct(nullptr);
  IONFLUX_PETSC(KSPSetUp(solver));
}

// Called after each step of the refinement, and before the first.
void NewtonSolver::judge_refinement(SNES snes, Vec x, const NewtonStep& now,
                                    SNESConvergedReason* reason) {
  const double residual = now.residual;
  PetscInt step = 0;
  IONFLUX_PETSC(SNESGetIterationNumber(snes, &step));
  // Before this step, the largest of the fields; 0: this is the start.
  const double before_step =
      last_fields.empty() ? 0.0 : *std::max_element(last_fields.begin(), last_fields.end());
  if (at_once && !comes_nearer(before_step, residual)) {
    *reason = SNES_DIVERGED_DTOL;
    return;
  }
  watch->take(problem.reported(x), left_by_step(now));
  last_fields = now.fields;
  is_cut = step > 0 && now.damping < 1.0;
  *reason = SNES_CONVERGED_ITERATING;
  const bool is_bent =
      !at_once && step > 0 && residual > above_rounding && residual > bent * before_step;
  // Two steps at least: what nobody watches, such as the balance of charge, deserves as much.
  const bool stands =
      at_once ? watch->will_stand() && residual <= settings.approach_tolerance
              : watch->settled() && (residual <= settings.relative_tolerance || !is_bent);
  const double next_step = at_once ? watch->foreseen() * last_step : last_step;
  if ((step > 1 && stands && next_step <= least_step) || (watch->stalled() && !is_bent)) {
    *reason = SNES_CONVERGED_FNORM_RELATIVE;
    return;
  }
  // The correction before a step is what the last change is measured from.
  if (step < PetscInt(most_refining_steps)) IONFLUX_PETSC(VecCopy(x, before));
  at_once ? prepare_step_at_once(snes, step, before_step, residual) : prepare_step(snes, step);
  if (is_bent) IONFLUX_PETSC(SNESSetLagJacobian(snes, -2));
}

void NewtonSolver::prepare_step(SNES snes, const unsigned int step) const {
  if (step < 2) return;
  set_linear_tolerance(snes, refining_tolerance);
  if (step == 2 || watch->ratio() <= 0.1) return;
  IONFLUX_PETSC(SNESSetLagJacobian(snes, -2)); // a new one
  set_linear_tolerance(snes, stagnant_tolerance);
}

// Of the field whose residual fell least.
double NewtonSolver::left_by_step(const NewtonStep& now) const {
  double left = 0.0;
  for (unsigned int f = 0; f < last_fields.size(); ++f)
    if (now.fields[f] > 0.0) left = std::max(left, now.fields[f] / last_fields[f]);
  return last_fields.empty() ? 1.0 : left;
}

// @param before residual of the step before; 0: there was none
bool NewtonSolver::comes_nearer(const double before, const double residual) const {
  if (before == 0.0) return residual <= near_enough;
  return residual <= settings.approach_tolerance || residual <= least_progress * before;
}

// Each step finds about three digits. Where the last one did not, and they are needed, the Jacobian
// is made anew; in the end, where none of that helps, as after an approach.
void NewtonSolver::prepare_step_at_once(SNES snes, const unsigned int step, const double before,
                                        const double residual) const {
  if (step > 3) return prepare_step(snes, step);
  const double enough = watch->enough_to_stand();
  set_linear_tolerance(snes, std::max(first_tolerance(residual), std::min(enough, loosest)));
  if (before > 0.0 && residual > old_jacobian * before) IONFLUX_PETSC(SNESSetLagJacobian(snes, -2));
}

} // namespace ionflux
