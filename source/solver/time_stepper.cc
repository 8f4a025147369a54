#include <ionflux/solver/robust_solve.h>
#include <ionflux/solver/time_stepper.h>

#include <cmath>
#include <limits>
#include <utility>

namespace ionflux {

namespace {

// Residual of a stage relative to the size of its terms: what is wanted, and what is enough where
// rounding, or a line search without descent, allows no more.
constexpr double wanted_residual = 1e-12, enough_residual = 1e-8;

// Of a content, by what the solution of a stage leaves over: in long steps that is far more of it
// than of the fluxes, which are the size of the terms. Where it is too much, a residual of so much
// is wanted.
constexpr double enough_of_content = 1e-10, small_residual = 1e-14;

constexpr unsigned int most_newton_steps = 20;

// Of the linear system that makes an error of contents one of the unknowns.
constexpr double error_tolerance = 1e-2;

const NewtonStrategy stage_strategy = {"time step", "bt", 1.0, 4.0};

SolverSettings stage_settings(SolverSettings settings, const double linear_tolerance) {
  settings.approach_tolerance = wanted_residual;
  settings.maximum_newton_steps = most_newton_steps;
  settings.first_forcing = 1e-2;
  if (settings.linear_tolerance == 0.0) settings.linear_tolerance = linear_tolerance;
  settings.refine = false;
  return settings;
}

// a += factor * b, growing a if it is empty.
void add_scaled(std::vector<double>& a, const double factor, const std::vector<double>& b) {
  a.resize(b.size(), 0.0);
  for (unsigned int i = 0; i < b.size(); ++i)
    a[i] += factor * b[i];
}

} // namespace

TimeStepper::TimeStepper(TransientProblem& problem, const Tableau& scheme,
                         const SolverSettings& settings)
    : problem(problem), scheme(scheme),
      settings(stage_settings(settings, problem.linear_tolerance())) {
  make_newton();
}

void TimeStepper::make_newton() {
  newton = std::make_unique<NewtonSolver>(problem.equations(), settings,
                                          std::function<void(const NewtonStep&)>(), &kept);
}

void TimeStepper::start(Vec x, const double time) {
  now = StepperState();
  now.time = time;
  now.x = copy_of(x);
  now.content = zero_like(x);
  now.rate = zero_like(x);
  problem.content(now.x, now.content);
  kept.forget();
  make_newton(); // the mesh may be another one than when this stepper was made
}

void TimeStepper::resume(StepperState state) {
  now = std::move(state);
  kept.forget();
  make_newton();
}

void TimeStepper::jump() {
  now.knows_rate = false;
  now.moved = false;
}

// The rate of change belongs to the mesh before. Charges of boundaries stay what they were there:
// then nothing is displaced by the change of the mesh but what the next step finds.
void TimeStepper::move_to(Vec x, Vec content) {
  now.x = copy_of(x);
  now.content = copy_of(content);
  now.rate = zero_like(x);
  now.storage_rate = 0.0;
  now.moved = now.knows_rate || now.moved;
  now.knows_rate = false;
  kept.forget();
  make_newton();
}

bool TimeStepper::solve_stage(Vec x, StepOutcome& outcome) {
  const VecHandle first = copy_of(x);
  NewtonResult result = newton->solve(x, stage_strategy, false);
  if (result.linear_failure)
    if (const auto direct = with_factorization(problem.equations(), settings)) {
      settings = *direct; // for good: what multigrid could not solve once comes again
      make_newton();
      IONFLUX_PETSC(VecCopy(first, x));
      result = newton->solve(x, stage_strategy, false).after(result);
    }
  outcome.newton_steps += result.newton_steps;
  outcome.krylov_iterations += result.krylov_iterations;
  outcome.non_finite = result.non_finite;
  outcome.reason = result.reason;
  return result.converged || result.residual <= enough_residual;
}

bool TimeStepper::leaves_too_much(Vec rest, Vec content, const double rate) {
  const unsigned int n_fields = problem.equations().field_names().size();
  const std::vector<double> left = field_norms(rest, n_fields),
                            all = field_norms(content, n_fields);
  for (unsigned int f = 1; f < n_fields; ++f)
    if (left[f] > enough_of_content * rate * all[f]) return true;
  return false;
}

StepOutcome TimeStepper::step(const double end, const bool before_jump) {
  const double h = end - now.time;
  const Tableau& chosen =
      now.knows_rate || !scheme.explicit_first_stage ? scheme : starting_tableau();
  StepOutcome outcome;
  outcome.order = chosen.error_order;
  const unsigned int n = chosen.n_stages();
  std::vector<std::vector<double>> fluxes(n), charging(n);
  std::vector<double> charges, jumped;
  stage_rates.clear();
  next = StepperState();
  next.time = end;
  next.x = copy_of(now.x);
  const auto time_of = [&](const unsigned int i) {
    if (i + 1 < n) return now.time + chosen.times[i] * h;
    return before_jump ? std::nextafter(end, -std::numeric_limits<double>::infinity()) : end;
  };
  if (!now.knows_rate && !now.moved) {
    jumped = problem.follow_jump(now.time, next.x);
    problem.set_behind(now.time);
    const std::vector<double> before = now.charges;
    problem.totals(next.x, fluxes[0], now.charges);
    problem.keep_charges(before, now.charges);
  }
  const VecHandle known = zero_like(now.x), rest = zero_like(now.x);
  for (unsigned int i = 0; i < n; ++i) {
    stage_rates.push_back(zero_like(now.x));
    if (i == 0 && chosen.explicit_first_stage) {
      IONFLUX_PETSC(VecCopy(now.rate, stage_rates[0]));
      fluxes[0] = now.fluxes;
      charging[0] = now.charging;
      continue;
    }
    IONFLUX_PETSC(VecCopy(now.content, known));
    for (unsigned int j = 0; j < i; ++j)
      IONFLUX_PETSC(VecAXPY(known, h * chosen.weights[i][j], stage_rates[j]));
    std::vector<double> known_charges = now.charges;
    for (unsigned int j = 0; j < i; ++j)
      add_scaled(known_charges, h * chosen.weights[i][j], charging[j]);
    const double rate = 1.0 / (h * chosen.weights[i][i]);
    problem.set_stage(time_of(i), rate, known, known_charges);
    problem.distribute(next.x);
    for (const double tolerance : {wanted_residual, small_residual}) {
      newton->approach_to(tolerance);
      if (!solve_stage(next.x, outcome)) return outcome;
      problem.distribute(next.x);
      problem.content(next.x, stage_rates[i]);
      problem.left_over(next.x, rest);
      if (!leaves_too_much(rest, stage_rates[i], rate)) break;
    }
    IONFLUX_PETSC(VecAXPY(stage_rates[i], -1.0, known));
    IONFLUX_PETSC(VecScale(stage_rates[i], rate));
    IONFLUX_PETSC(VecAXPY(stage_rates[i], -1.0, rest));
    problem.totals(next.x, fluxes[i], charges);
    charging[i] = charges; // their rates, as if they were contents
    add_scaled(charging[i], -1.0, known_charges);
    for (double& one : charging[i])
      one *= rate;
  }
  next.last_stage = time_of(n - 1);
  next.storage_rate = 1.0 / (h * chosen.weights[n - 1][n - 1]);
  next.content = zero_like(now.x);
  IONFLUX_PETSC(VecCopy(known, next.content));
  IONFLUX_PETSC(VecAXPY(next.content, h * chosen.weights[n - 1][n - 1], stage_rates[n - 1]));
  problem.keep_bounds(next.x, next.content);
  next.rate = copy_of(stage_rates[n - 1]);
  next.knows_rate = true;
  next.behind_jump = !now.knows_rate && !now.moved;
  next.passed = now.passed;
  if (!jumped.empty()) add_scaled(next.passed, 1.0, jumped);
  for (unsigned int i = 0; i < n; ++i)
    if (chosen.weights[n - 1][i] != 0.0)
      add_scaled(next.passed, h * chosen.weights[n - 1][i], fluxes[i]);
  next.fluxes = fluxes[n - 1];
  next.charges = charges;
  next.charging = charging[n - 1];
  outcome.solved = true;

  IONFLUX_PETSC(VecSet(known, 0.0));
  for (unsigned int i = 0; i < n; ++i)
    IONFLUX_PETSC(VecAXPY(known, chosen.error[i] / chosen.weights[n - 1][n - 1], stage_rates[i]));
  problem.make_rows(known);
  IONFLUX_PETSC(VecSet(rest, 0.0));
  outcome.error = newton->solve_with_last_jacobian(next.x, known, rest, error_tolerance)
                      ? problem.error(next.x, rest)
                      : std::numeric_limits<double>::infinity();
  if (!std::isfinite(outcome.error)) outcome.error = std::numeric_limits<double>::infinity();
  return outcome;
}

double TimeStepper::change() const {
  const VecHandle difference = zero_like(now.x);
  IONFLUX_PETSC(VecWAXPY(difference, -1.0, now.x, next.x));
  return problem.error(next.x, difference);
}

void TimeStepper::accept() { now = std::move(next); }

void TimeStepper::recall() {
  if (now.storage_rate == 0.0) return; // the start
  const VecHandle known = copy_of(now.content);
  IONFLUX_PETSC(VecAXPY(known, -1.0 / now.storage_rate, now.rate));
  std::vector<double> known_charges = now.charges;
  add_scaled(known_charges, -1.0 / now.storage_rate, now.charging);
  problem.set_stage(now.last_stage, now.storage_rate, known, known_charges);
}

} // namespace ionflux
