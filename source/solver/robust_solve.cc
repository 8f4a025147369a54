#include <ionflux/solver/continuation.h>
#include <ionflux/solver/curved_search.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/solver/robust_solve.h>

#include <algorithm>

namespace ionflux {

namespace {

// doc/numerics.md, Start and retry ladder; growing steps save half of the Newton steps at large
// bias, short ones get through where those stall.
const NewtonStrategy ladder[] = {{"backtracking", "bt", 1.0, 4.0},
                                 {"short steps", "bt", 1.0, 1.0},
                                 {"affine-invariant line search", "nleqerr", 1.0, 1.0}};

// Before these where steps have curves: a limit on the change of unknowns would shorten all of
// them.
const NewtonStrategy curves = {"along curves", along_curve, 1e300, 1.0};

// Of linear systems where unknowns that hardly matter to a residual have to come out right.
constexpr double accurate_tolerance = 1e-6;

const NewtonStrategy& first_strategy(const NonlinearProblem& problem) {
  return problem.curves_steps() ? curves : ladder[0];
}

std::string number(const double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

void add(SolveResult& total, const NewtonResult& attempt) {
  total.all_newton_steps += attempt.newton_steps;
  total.reason = attempt.reason;
  total.linear_failure = attempt.linear_failure;
  total.non_finite = attempt.non_finite;
  total.residual = attempt.residual;
}

void take_refined(NewtonSolver& solver, SolveResult& total) {
  total.refined = std::make_shared<const RefinedState>(solver.take_refined());
}

bool attempt(NewtonSolver& solver, Vec x, const NewtonStrategy& strategy, SolveResult& total) {
  const NewtonResult result = solver.solve(x, strategy);
  add(total, result);
  if (!result.converged) return false;
  total.converged = true;
  total.strategy = strategy.name;
  take_refined(solver, total);
  total.newton_steps = result.newton_steps;
  total.chord_steps = result.chord_steps;
  total.krylov_iterations = result.krylov_iterations;
  return true;
}

// The first strategy from both starts, then the further ones, the other start first: one that has
// failed is the less likely to succeed. Where a linear system was not solved and the matrix is
// small, the ladder begins anew with a factorisation.
bool try_ladder(NonlinearProblem& problem, Vec x, const SolverSettings& settings,
                const OtherStart& other, const SolveLog& log, SolveResult& total) {
  const std::optional<SolverSettings> direct = with_factorization(problem, settings);
  NewtonSolver solver(problem, settings, log.step);
  const auto failed = [&](const std::string& next) {
    log.message("  no convergence: " + total.reason + "; trying again " + next);
  };
  std::vector<VecHandle> starts;
  starts.push_back(copy_of(x));
  const auto factorize = [&] {
    failed("with MUMPS instead of " + settings.preconditioner + ", as the problem is small");
    IONFLUX_PETSC(VecCopy(starts.front(), x));
    if (!try_ladder(problem, x, *direct, other, log, total)) return false;
    total.strategy += ", MUMPS";
    return true;
  };
  if (attempt(solver, x, first_strategy(problem), total)) return true;
  if (total.linear_failure && direct) return factorize();
  const VecHandle second = copy_of(x);
  if (other && other(second)) {
    failed("from another start");
    IONFLUX_PETSC(VecCopy(second, x));
    starts.insert(starts.begin(), copy_of(x));
    if (attempt(solver, x, first_strategy(problem), total)) return true;
    if (total.linear_failure && direct) return factorize();
  }
  for (const VecHandle& start : starts)
    for (unsigned int i = problem.curves_steps() ? 0 : 1; i < std::size(ladder); ++i) {
      failed("with " + ladder[i].name);
      IONFLUX_PETSC(VecCopy(start, x));
      if (attempt(solver, x, ladder[i], total)) return true;
      if (total.linear_failure && direct) return factorize();
    }
  return false;
}

// Load from 0 to 1. The first step goes along `direction`, which carries the change of the boundary
// values inside: a jump at an electrode would be the worst of starts.
bool continue_load(NonlinearProblem& problem, NewtonSolver& solver, Vec x, Vec direction,
                   const SolveLog& log, SolveResult& total) {
  total.newton_steps = total.chord_steps = total.krylov_iterations = 0;
  const auto solve = [&](const double load, Vec y) {
    log.message("  continuation: load " + number(load));
    problem.set_load(load);
    const bool is_last = load >= 1.0; // the others are starts
    const NewtonResult result = solver.solve(y, first_strategy(problem), is_last);
    add(total, result);
    if (result.converged) {
      total.newton_steps += result.newton_steps;
      total.chord_steps += result.chord_steps;
      total.krylov_iterations += result.krylov_iterations;
    }
    return PathStep{result.converged, result.newton_steps};
  };
  const bool started = solve(0.0, x).converged;
  const double reached = started ? follow_path(x, direction, {}, solve) : 0.0;
  if (reached < 1.0) {
    total.reached_load = reached;
    log.message("  continuation ends at load " + number(reached) + ": " + total.reason);
    return false;
  }
  total.converged = true;
  total.strategy = "continuation";
  take_refined(solver, total);
  return true;
}

} // namespace

std::optional<SolverSettings> with_factorization(const NonlinearProblem& problem,
                                                 const SolverSettings& settings) {
  if (!problem.may_factorize() || is_direct(settings.preconditioner)) return {};
  SolverSettings direct = settings;
  direct.preconditioner = "MUMPS";
  return direct;
}

SolverSettings suited_to_curves(const NonlinearProblem& problem, const SolverSettings& settings) {
  if (!problem.curves_steps()) return settings;
  const auto direct = with_factorization(problem, settings);
  if (direct && settings.petsc_options.empty()) return *direct;
  SolverSettings accurate = settings;
  if (accurate.linear_tolerance == 0.0) accurate.linear_tolerance = accurate_tolerance;
  return accurate;
}

void SolveResult::continue_with(const SolveResult& next) {
  const SolveResult before = *this;
  *this = next;
  newton_steps += before.newton_steps;
  chord_steps += before.chord_steps;
  krylov_iterations += before.krylov_iterations;
  all_newton_steps += before.all_newton_steps;
}

SolveResult solve_robustly(NonlinearProblem& problem, Vec x, const SolverSettings& given,
                           const ContinuationStart& equilibrium, const SolveLog& log,
                           const OtherStart& other) {
  SolveResult total;
  const SolverSettings settings = suited_to_curves(problem, given);
  if (settings.preconditioner != given.preconditioner)
    log.message("  reactions run in fronts: linear systems by MUMPS instead of " +
                given.preconditioner);
  if (settings.continuation != ContinuationMode::always &&
      try_ladder(problem, x, settings, other, log, total))
    return total;
  if (settings.continuation == ContinuationMode::never || !equilibrium) return total;

  if (settings.continuation == ContinuationMode::automatic)
    log.message("  no convergence: " + total.reason + "; continuation from equilibrium");
  const VecHandle direction = copy_of(x);
  equilibrium(x, direction);
  const auto follow = [&](const SolverSettings& chosen) {
    NewtonSolver solver(problem, chosen, log.step);
    return continue_load(problem, solver, x, direction, log, total);
  };
  const VecHandle at_no_load = copy_of(x);
  bool converged = follow(settings);
  const std::optional<SolverSettings> direct = with_factorization(problem, settings);
  if (!converged && total.linear_failure && direct) {
    log.message("  continuation again, with MUMPS instead of " + settings.preconditioner);
    IONFLUX_PETSC(VecCopy(at_no_load, x));
    converged = follow(*direct);
    if (converged) total.strategy += ", MUMPS";
  }
  problem.set_load(1.0);
  return total;
}

namespace {

// Between neighbours one factorisation, or one set-up of multigrid, serves several matrices. Where
// multigrid is chosen the matrix is not factorised as a whole: a back substitution costs as much as
// three iterations (doc/numerics.md); its blocks are where they are small. Scalar unknowns have a
// preconditioner of their own around it.
SolverSettings with_lagging_factors(NonlinearProblem& problem, SolverSettings settings) {
  const bool has_scalars = problem.borders() && problem.borders()->size() > 0;
  settings.lag_factors = is_direct(settings.preconditioner)
                             ? problem.factorizes_easily()
                             : settings.keep_preconditioner && !has_scalars;
  settings.factorize_blocks = settings.lag_factors && !is_direct(settings.preconditioner) &&
                              problem.factorizes_easily() && settings.petsc_options.empty();
  return settings;
}

} // namespace

SolveResult solve_nearby(NonlinearProblem& problem, Vec x, const SolverSettings& given,
                         const SolveLog& log, KeptSolver* const kept) {
  const SolverSettings settings = suited_to_curves(problem, given);
  SolveResult total;
  NewtonResult result;
  const auto conclude = [&](NewtonSolver& solver) {
    take_refined(solver, total);
    total.converged = result.converged;
    total.strategy = "warm start";
    total.newton_steps = result.newton_steps;
    total.chord_steps = result.chord_steps;
    total.krylov_iterations = result.krylov_iterations;
    return total;
  };
  if (settings.refine) {
    const VecHandle start = copy_of(x);
    NewtonSolver solver(problem, with_lagging_factors(problem, settings), log.step, kept);
    result = solver.solve_near(x);
    add(total, result);
    if (result.converged) return conclude(solver);
    IONFLUX_PETSC(VecCopy(start, x));
  }
  SolverSettings nearby = settings;
  nearby.first_forcing = 1e-3; // Newton's method is quadratic at once: 0.1 would waste a step
  nearby.maximum_newton_steps = std::min(settings.maximum_newton_steps, 15u);
  NewtonSolver solver(problem, nearby, log.step);
  const NewtonResult second = solver.solve(x, first_strategy(problem));
  add(total, second);
  result = second.after(result);
  return conclude(solver);
}

void prepare_nearby(NonlinearProblem& problem, Vec x, const SolverSettings& given,
                    KeptSolver& kept) {
  const SolverSettings settings = suited_to_curves(problem, given);
  NewtonSolver(problem, with_lagging_factors(problem, settings), {}, &kept).prepare_near(x);
}

} // namespace ionflux
