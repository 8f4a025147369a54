#include <ionflux/solver/bordered_solver.h>
#include <ionflux/solver/curved_search.h>
#include <ionflux/solver/newton_solver.h>
#include <ionflux/solver/preconditioner.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ionflux {

namespace {

// So many steps without visible progress end an attempt.
constexpr unsigned int most_stagnant_steps = 3;

// Below this residual a line search without descent means rounding: corrections to the state go on.
constexpr double may_be_rounding = 1e-2;

} // namespace

/// PETSc is C: no exception may cross its frames. It is kept and thrown again after SNESSolve().
struct NewtonSolver::Callbacks {
  template <typename Work>
  static PetscErrorCode guarded(NewtonSolver& self, const Work& work) {
    try {
      work();
      return 0;
    } catch (...) {
      self.failure = std::current_exception();
      return PETSC_ERR_LIB;
    }
  }

  static PetscErrorCode residual(SNES, Vec x, Vec f, void* context) {
    auto& self = *static_cast<NewtonSolver*>(context);
    return guarded(self, [&] {
      self.problem.residual(x, f);
      IONFLUX_PETSC(VecPointwiseMult(f, f, self.row_factors));
    });
  }

  static PetscErrorCode jacobian(SNES, Vec x, Mat, Mat, void* context) {
    auto& self = *static_cast<NewtonSolver*>(context);
    return guarded(self, [&] { self.make_jacobian(x); });
  }

  static PetscErrorCode limit(SNESLineSearch, Vec, Vec step, PetscBool* changed, void* context) {
    auto& self = *static_cast<NewtonSolver*>(context);
    return guarded(self, [&] { *changed = self.limit_step(step) ? PETSC_TRUE : PETSC_FALSE; });
  }

  static PetscErrorCode converged(SNES snes, PetscInt step, PetscReal, PetscReal, PetscReal,
                                  SNESConvergedReason* reason, void* context) {
    auto& self = *static_cast<NewtonSolver*>(context);
    return guarded(self, [&] {
      const NewtonStep now = self.measure(snes, step);
      if (self.report && (step > 0 || self.steps_before == 0)) self.report(now);
      if (self.watch) {
        Vec x = nullptr;
        IONFLUX_PETSC(SNESGetSolution(snes, &x));
        if (std::isfinite(now.residual))
          self.judge_refinement(snes, x, now, reason);
        else
          *reason = SNES_DIVERGED_FNORM_NAN;
        return;
      }
      PetscReal norm = 0.0;
      IONFLUX_PETSC(SNESGetFunctionNorm(snes, &norm));
      self.choose_forcing(snes, norm, now);
      self.adapt_step_limit(norm, now.damping / self.last_scaling);
      *reason = SNES_CONVERGED_ITERATING;
      if (!std::isfinite(now.residual))
        *reason = SNES_DIVERGED_FNORM_NAN;
      else if (self.n_stagnant >= most_stagnant_steps)
        *reason = SNES_DIVERGED_LINE_SEARCH;
      else if (now.residual <= self.settings.approach_tolerance)
        *reason = SNES_CONVERGED_FNORM_RELATIVE;
    });
  }
};

namespace {

std::string in_words(const SNESConvergedReason reason) {
  switch (reason) {
  case SNES_DIVERGED_LINEAR_SOLVE:
    return "the linear solver did not converge";
  case SNES_DIVERGED_FNORM_NAN:
  case SNES_DIVERGED_FUNCTION_DOMAIN:
    return "the residual is not finite";
  case SNES_DIVERGED_MAX_IT:
    return "the largest number of Newton steps was reached";
  case SNES_DIVERGED_LINE_SEARCH:
    return "the line search found no descent";
  case SNES_DIVERGED_FUNCTION_COUNT:
    return "too many evaluations of the residual";
  case SNES_DIVERGED_DTOL:
    return "the residual grew";
  default:
    return reason > 0 ? "converged"
                      : std::string("PETSc: ") + SNESConvergedReasons[static_cast<int>(reason)];
  }
}

} // namespace

NewtonResult NewtonResult::after(const NewtonResult& first) const {
  NewtonResult both = *this;
  both.newton_steps += first.newton_steps;
  both.chord_steps += first.chord_steps;
  both.krylov_iterations += first.krylov_iterations;
  return both;
}

NewtonSolver::NewtonSolver(NonlinearProblem& problem, const SolverSettings& settings,
                           std::function<void(const NewtonStep&)> report, KeptSolver* const kept)
    : problem(problem), settings(settings), report(std::move(report)), linear(kept ? *kept : own) {}

NewtonStep NewtonSolver::measure(SNES snes, const unsigned int step) const {
  NewtonStep now;
  now.step = steps_before + step;
  Vec residual;
  IONFLUX_PETSC(SNESGetFunction(snes, &residual, nullptr, nullptr));
  now.fields = field_norms(residual, scales.size());
  for (const double field : now.fields)
    if (!(field <= now.residual)) now.residual = field; // max() would drop a NaN
  if (step > 0) {
    KSP linear_solver;
    PetscInt iterations = 0;
    IONFLUX_PETSC(SNESGetKSP(snes, &linear_solver));
    IONFLUX_PETSC(KSPGetIterationNumber(linear_solver, &iterations));
    now.krylov = iterations;
    SNESLineSearch search;
    PetscReal factor = 1.0;
    IONFLUX_PETSC(SNESGetLineSearch(snes, &search));
    IONFLUX_PETSC(SNESLineSearchGetLambda(search, &factor));
    now.damping = factor * last_scaling;
  }
  return now;
}

void NewtonSolver::configure(SNES snes, const NewtonStrategy& strategy) {
  IONFLUX_PETSC(SNESSetType(snes, SNESNEWTONLS));
  IONFLUX_PETSC(SNESSetTolerances(snes, 0.0, 0.0, 0.0, settings.maximum_newton_steps, -1));
  IONFLUX_PETSC(SNESSetDivergenceTolerance(snes, -1.0));
  IONFLUX_PETSC(SNESSetConvergenceTest(snes, Callbacks::converged, this, nullptr));
  SNESLineSearch search;
  IONFLUX_PETSC(SNESGetLineSearch(snes, &search));
  if (strategy.line_search == along_curve)
    search_along_curves(search, problem);
  else
    IONFLUX_PETSC(SNESLineSearchSetType(search, strategy.line_search.c_str()));
  IONFLUX_PETSC(SNESLineSearchSetPreCheck(search, Callbacks::limit, this));

  IONFLUX_PETSC(SNESSetFromOptions(snes));
  if (watch) configure_refinement(snes);
}

// Each field's equations are divided by the size of their terms: otherwise the line search, the
// linear solver and its forcing term would see one field only.
void NewtonSolver::set_row_factors(Vec like) {
  row_factors = VecHandle();
  IONFLUX_PETSC(VecDuplicate(like, row_factors.address()));
  PetscScalar* values = nullptr;
  PetscInt n = 0;
  IONFLUX_PETSC(VecGetLocalSize(row_factors, &n));
  IONFLUX_PETSC(VecGetArray(row_factors, &values));
  for (PetscInt i = 0; i < n; ++i)
    values[i] = 1.0 / scales[i % scales.size()];
  IONFLUX_PETSC(VecRestoreArray(row_factors, &values));
}

void NewtonSolver::make_jacobian(Vec x) {
  std::vector<double> factors;
  for (const double scale : scales)
    factors.push_back(1.0 / scale);
  problem.jacobian(x, factors);
  ++n_jacobians;
}

NewtonResult NewtonSolver::approach(Vec x, const NewtonStrategy& strategy) {
  problem.correct(nullptr);
  watch.reset();
  steps_before = 0;
  // The scales are those of the start. Where its terms are far larger than the solution's, a
  // residual small beside them says little: measure with the solution's own, and go on if need be.
  const double limit = 2.0 * settings.approach_tolerance;
  NewtonResult result = solve_once(x, strategy);
  for (unsigned int again = 0; again < 3 && result.converged && !(result.residual <= limit);
       ++again)
    result = solve_once(x, strategy).after(result);
  if (result.converged && !(result.residual <= limit)) {
    result.converged = false;
    result.reason = "the true residual is larger than the solver's";
  }
  return result;
}

NewtonResult NewtonSolver::solve(Vec x, const NewtonStrategy& strategy, const bool may_refine) {
  refined = {};
  NewtonResult result = approach(x, strategy);
  if (!settings.refine || !may_refine || (!result.converged && !result.stopped_at_line_search))
    return result;
  if (!(result.residual <= may_be_rounding)) return result;
  VecHandle correction = zero_like(x);
  // A line search that finds no descent may have met the last digits of x.
  if (!result.converged) {
    problem.correct(x);
    steps_before = result.newton_steps + result.chord_steps;
    result = solve_once(correction, strategy).after(result);
    problem.correct(nullptr);
    if (!result.converged) return result;
    IONFLUX_PETSC(VecAXPY(x, 1.0, correction));
    IONFLUX_PETSC(VecSet(correction, 0.0));
  }
  result = refine(x, std::move(correction), result);
  // Near the solution of a problem with the thinnest of layers multigrid may fail where Newton's
  // method is nearly done: a factorisation takes over, if the matrix is small.
  if (result.linear_failure && problem.may_factorize() && !is_direct(settings.preconditioner)) {
    const std::string preconditioner = std::exchange(settings.preconditioner, "MUMPS");
    result = refine(x, zero_like(x), result);
    settings.preconditioner = preconditioner;
  }
  return result;
}

NewtonResult NewtonSolver::solve_once(Vec x, const NewtonStrategy& strategy) {
  const QuietPetscErrors quiet;
  MPI_Comm communicator;
  IONFLUX_PETSC(PetscObjectGetComm(reinterpret_cast<PetscObject>(x), &communicator));
  SnesHandle snes;
  VecHandle residual;
  IONFLUX_PETSC(SNESCreate(communicator, snes.address()));
  IONFLUX_PETSC(VecDuplicate(x, residual.address()));
  IONFLUX_PETSC(SNESSetFunction(snes, residual, Callbacks::residual, this));
  const Mat derivative = operator_of(problem.matrix(), problem.borders());
  IONFLUX_PETSC(SNESSetJacobian(snes, derivative, derivative, Callbacks::jacobian, this));
  // Multigrid of the approach, kept for the refinement, took three times the iterations of a new
  // one where layers are thin (tests/verification/krabbenhoft: 200 instead of 71).
  if (!settings.lag_factors) linear.forget();
  const LentSolver lent(snes, linear.solver_for(problem, settings));
  configure(snes, strategy);

  scales = problem.residual_scales(x);
  set_row_factors(residual);
  step_limit = least_step_limit = settings.largest_step * strategy.step_factor;
  greatest_step_limit = step_limit * strategy.step_growth;
  last_scaling = 1.0;
  last_residual = last_forcing = 0.0;
  n_stagnant = n_jacobians = 0;
  failure = nullptr;
  const PetscErrorCode code = SNESSolve(snes, nullptr, x);
  if (failure) std::rethrow_exception(failure);
  petsc_check(code, "SNESSolve");

  NewtonResult result;
  SNESConvergedReason reason;
  PetscInt steps = 0, krylov = 0;
  IONFLUX_PETSC(SNESGetConvergedReason(snes, &reason));
  IONFLUX_PETSC(SNESGetIterationNumber(snes, &steps));
  IONFLUX_PETSC(SNESGetLinearSolveIterations(snes, &krylov));
  result.converged = reason > 0;
  result.non_finite = reason == SNES_DIVERGED_FNORM_NAN;
  result.stopped_at_line_search = reason == SNES_DIVERGED_LINE_SEARCH;
  result.linear_failure = reason == SNES_DIVERGED_LINEAR_SOLVE;
  result.reason = in_words(reason);
  result.newton_steps = std::min<unsigned int>(steps, n_jacobians);
  result.chord_steps = steps - result.newton_steps;
  result.krylov_iterations = krylov;

  if (watch) { // full steps: each residual is the true one
    result.residual = measure(snes, 0).residual;
    return result;
  }
  // The true residual decides, not what the solver says of itself. Scales first: scalar equations
  // are weighed by them.
  scales = problem.residual_scales(x);
  const VecHandle true_residual = [&] {
    VecHandle copy;
    IONFLUX_PETSC(VecDuplicate(x, copy.address()));
    problem.residual(x, copy);
    return copy;
  }();
  const std::vector<double> norms = field_norms(true_residual, scales.size());
  for (unsigned int field = 0; field < scales.size(); ++field)
    if (!(norms[field] / scales[field] <= result.residual))
      result.residual = norms[field] / scales[field];
  return result;
}

} // namespace ionflux
