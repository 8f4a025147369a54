#include <ionflux/app/sweep/point_solver.h>

#include <ionflux/app/scales.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

template <int dim>
PointSolver<dim>::PointSolver(const Parameters& sweep, const std::vector<SweepPoint>& points,
                              const std::vector<SweepStep>& steps, SweepStates& states,
                              std::function<void(const std::string&)> log)
    : sweep(sweep), points(points), steps(steps), states(states), log(std::move(log)) {}

// In place: the simulation holds on to `present`.
template <int dim>
void PointSolver<dim>::choose(const std::vector<std::string>& overrides) {
  present = parse_sweep_point(sweep, overrides);
  for (unsigned int i = 0; i < unknowns.size(); ++i) {
    if (present.electrolyte.species[i].unknown == unknowns[i]) continue;
    present.electrolyte.species[i].unknown = unknowns[i];
    present.unknown_choices[i].because = "other points of the sweep need it";
  }
}

template <int dim>
std::string PointSolver<dim>::state_key(const SweepStep& step) {
  begin_group(step);
  std::string key = points[step.point].key + "-";
  for (const PrimaryVariable unknown : unknowns)
    key += unknown == PrimaryVariable::concentration ? 'c' : 'm';
  return key;
}

// All points of a group measure in the same units and have the same unknowns, so that states of one
// mean the same at another.
template <int dim>
void PointSolver<dim>::begin_group(const SweepStep& step) {
  if (has_group && group == step.group) return;
  current.reset();
  const auto first = std::find_if(steps.begin(), steps.end(), [&](const SweepStep& other) {
    return other.group == step.group;
  });
  const Parameters p = parse_sweep_point(sweep, points[first->point].overrides);
  scales = choose_scaling(p, p.make_geometry<dim>()->reference_length());
  unknowns = points[step.point].unknowns;
  for (const SweepStep& other : steps)
    for (unsigned int i = 0; i < unknowns.size() && other.group == step.group; ++i)
      if (points[other.point].unknowns[i] == PrimaryVariable::concentration)
        unknowns[i] = PrimaryVariable::concentration;
  group = step.group;
  has_group = true;
}

template <int dim>
void PointSolver<dim>::restore_mesh(const SweepStep& step) {
  begin_group(step);
  if (current && mesh_complete) return;
  current.reset(); // before the parameters that it refers to
  choose(points[step.point].overrides);
  current = std::make_unique<SteadySimulation<dim>>(present, MPI_COMM_WORLD, log, &scales);
  current->refine_fully();
  current->update();
  mesh_complete = true;
}

// Polynomials of rising degree through the nearest points: the one that leaves the least residual.
template <int dim>
typename PointSolver<dim>::Prediction
PointSolver<dim>::predict(const SweepStep& step, const std::vector<unsigned int>& known) {
  const SweepAxis& axis = sweep.sweep.axes[step.axis];
  const auto place = [&](const unsigned int p) {
    return coordinate(axis, axis.values[points[p].index[step.axis]].number);
  };
  Vector best;
  double least = 0.0;
  std::vector<double> places;
  for (unsigned int n = 1; n <= known.size(); ++n) {
    places.push_back(place(known[n - 1]));
    if (n == 1 && known.size() > 1) continue;
    const std::vector<double> weights = lagrange_weights(places, place(step.point));
    Vector start(states[known[0]]);
    start *= weights[0];
    for (unsigned int i = 1; i < n; ++i)
      start.add(weights[i], states[known[i]]);
    const double residual = current->residual_of(start);
    log(format_text("  extrapolated from %u point(s): residual %.2e", n, residual));
    if (best.size() == 0 || residual < least) {
      best.reinit(start);
      best = start;
      least = residual;
    }
  }
  return {best, least};
}

template <int dim>
bool PointSolver<dim>::attempt(const Vector& start, PointSolve& outcome) {
  const unsigned int steps_before = outcome.result.all_newton_steps,
                     iterations_before = outcome.result.krylov_iterations;
  outcome.result = current->solve_from(start);
  outcome.result.all_newton_steps += steps_before;
  outcome.result.krylov_iterations += iterations_before;
  ++outcome.attempts;
  if (outcome.result.converged)
    log(format_text("  converged: %u Newton steps, %u Krylov iterations (warm start)",
                    outcome.result.newton_steps,
                    outcome.result.krylov_iterations - iterations_before));
  else
    log("  no convergence: " + outcome.result.reason);
  return outcome.result.converged;
}

// From the nearest solved point with step control, as the continuation of a single run does.
template <int dim>
bool PointSolver<dim>::step_towards(const SweepStep& step, const unsigned int from,
                                    PointSolve& outcome) {
  constexpr double smallest_step = 1.0 / 16;
  double last_place = 0.0, place_before = 0.0, size = 0.5;
  Vector last(states[from]), before(states[from]);
  while (last_place < 1.0) {
    const double target = std::min(1.0, last_place + size);
    choose(target == 1.0 ? points[step.point].overrides
                         : overrides_between(sweep.sweep, points[from].index,
                                             points[step.point].index, target));
    log(format_text("  smaller step: to %.4g of the way from point %u", target,
                    points[from].number));
    current->update();
    Vector start(last);
    if (last_place > 0.0) {
      const double ratio = (target - last_place) / (last_place - place_before);
      start *= 1.0 + ratio;
      start.add(-ratio, before);
    }
    if (!attempt(start, outcome)) {
      size *= 0.5;
      if (size < smallest_step) return false;
      continue;
    }
    before = last;
    place_before = last_place;
    last = current->solution();
    last_place = target;
    if (outcome.result.newton_steps <= 6) size *= 2.0;
  }
  return true;
}

template <int dim>
PointSolve PointSolver<dim>::solve(const SweepStep& step, const ColdSolve& cold) {
  // A start with a larger residual, at the foot of a curve or after a long step, costs more Newton
  // steps than Poisson-Boltzmann's.
  constexpr double largest_residual = 1e-2;
  PointSolve outcome;
  begin_group(step);
  bool near = false;
  std::vector<unsigned int> known;
  for (const unsigned int p : step.neighbours)
    if (states.has(p)) known.push_back(p);
  if (!known.empty()) {
    restore_mesh(step);
    choose(points[step.point].overrides);
    current->update();
    const auto [start, residual] = predict(step, known);
    near = residual <= largest_residual;
    if (near && attempt(start, outcome)) return outcome;
    if (near && step_towards(step, known[0], outcome)) return outcome;
    log("  starting anew");
  }
  current.reset();
  choose(points[step.point].overrides);
  current = std::make_unique<SteadySimulation<dim>>(present, MPI_COMM_WORLD, log, &scales);
  const unsigned int steps_before = outcome.result.all_newton_steps,
                     iterations_before = outcome.result.krylov_iterations;
  outcome.result = cold(*current);
  outcome.result.all_newton_steps += steps_before;
  outcome.result.krylov_iterations += iterations_before;
  mesh_complete = outcome.result.converged;
  ++outcome.attempts;
  if (!outcome.result.converged && !near && !known.empty()) {
    restore_mesh(step);
    step_towards(step, known[0], outcome);
  }
  return outcome;
}

template class PointSolver<2>;
template class PointSolver<3>;

} // namespace ionflux
