#include <ionflux/app/sweep/point_solver.h>

#include <ionflux/algebra/lagrange_weights.h>
#include <ionflux/app/flow_checks.h>
#include <ionflux/input/scales.h>
#include <ionflux/solver/continuation.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

template <int dim>
PointSolver<dim>::PointSolver(const Parameters& sweep, const std::vector<SweepPoint>& points,
                              const std::vector<SweepStep>& steps, SweepStates& states,
                              std::function<void(const std::string&)> log)
    : sweep(sweep), points(points), steps(steps), states(states), log(std::move(log)) {}

template <int dim>
void PointSolver<dim>::choose(const Parameters& parameters) {
  present = parameters;
  for (unsigned int i = 0; i < unknowns.size(); ++i) {
    if (present.electrolyte.species[i].unknown == unknowns[i].unknown) continue;
    present.electrolyte.species[i].unknown = unknowns[i].unknown;
    present.unknown_choices[i].because = "other points of the sweep need it";
  }
}

template <int dim>
std::string PointSolver<dim>::state_key(const SweepStep& step) {
  begin_group(step);
  std::string key = points[step.point].key + "-";
  for (const UnknownChoice& unknown : unknowns)
    key += unknown.letter();
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
  const Parameters p = parameters_of(sweep, points[first->point]);
  scales = choose_scaling(p, p.make_geometry<dim>()->reference_length());
  unknowns = points[step.point].unknowns;
  for (const SweepStep& other : steps)
    for (unsigned int i = 0; i < unknowns.size() && other.group == step.group; ++i)
      if (points[other.point].unknowns[i].is_concentration())
        unknowns[i] = points[other.point].unknowns[i];
  states.drop_anchor();
  group = step.group;
  has_group = true;
}

template <int dim>
void PointSolver<dim>::restore_mesh(const SweepStep& step) {
  begin_group(step);
  if (current && mesh_complete) return;
  current.reset(); // before the parameters that it refers to
  choose(parameters_of(sweep, points[step.point]));
  current = std::make_unique<SteadySimulation<dim>>(present, MPI_COMM_WORLD, log, &scales);
  current->refine_fully();
  current->reset(present);
  mesh_complete = true;
}

namespace {

using Vector = dealii::PETScWrappers::MPI::Vector;

/// Value at `place` of the polynomial through states at `places`.
Vector extrapolate(const std::vector<double>& places, const std::vector<const Vector*>& known,
                   const double place) {
  const std::vector<double> weights = lagrange_weights(places, place);
  Vector result(*known[0]);
  result *= weights[0];
  for (unsigned int i = 1; i < places.size(); ++i)
    result.add(weights[i], *known[i]);
  return result;
}

/// How many of the points, nearest first, foretell the nearest one best from those behind it: high
/// degrees where the curve is smooth, the secant near the knee of a rectifying pore.
unsigned int best_number(const std::vector<double>& places,
                         const std::vector<const Vector*>& known) {
  unsigned int best = known.size() < 3 ? known.size() : 0;
  double least = 0.0;
  for (unsigned int n = 2; n < known.size(); ++n) {
    Vector miss = extrapolate({places.begin() + 1, places.begin() + 1 + n},
                              {known.begin() + 1, known.begin() + 1 + n}, places[0]);
    miss.add(-1.0, *known[0]);
    const double error = miss.l2_norm();
    if (best == 0 || error < least) best = n;
    if (best == n) least = error;
  }
  return best + 1 == known.size() ? known.size() : best; // there is one more behind the point
}

} // namespace

template <int dim>
typename PointSolver<dim>::Vector
PointSolver<dim>::predict(const SweepStep& step, const std::vector<unsigned int>& known) {
  const SweepAxis& axis = sweep.sweep.axes[step.axis];
  const auto place = [&](const unsigned int p) {
    return coordinate(axis, axis.values[points[p].index[step.axis]].number);
  };
  std::vector<double> places;
  std::vector<const Vector*> neighbours;
  for (const unsigned int p : known) {
    places.push_back(place(p));
    neighbours.push_back(&states[p]);
  }
  const unsigned int n = best_number(places, neighbours);
  places.resize(n);
  neighbours.resize(n);
  log(format_text("  extrapolated from %u point(s)", n));
  return extrapolate(places, neighbours, place(step.point));
}

// Factors made at one point serve the next ones until these need many iterations. Those that were
// not made at the start of a point could not be made again by a run that goes on, so they are
// forgotten with the point.
template <int dim>
bool PointSolver<dim>::solve_from_neighbours(const SweepStep& step, const Vector& start,
                                             PointSolve& outcome) {
  const unsigned int n_made = current->factors().n_made;
  const bool done = attempt(start, outcome);
  const FactorsKept after = current->factors();
  if (!done || !after.still_work || after.n_made > (n_made > 0 ? n_made : 1)) {
    current->forget_factors();
    states.drop_anchor();
  } else if (n_made == 0) {
    states.add_anchor(step.point, state_key(step), start);
  }
  return done;
}

template <int dim>
int PointSolver<dim>::point_of_factors() const {
  return states.has_anchor() ? int(states.anchor_point()) : -1;
}

template <int dim>
void PointSolver<dim>::load_factors(const SweepStep& step, const unsigned int point) {
  restore_mesh(step);
  SweepStep made_at = step;
  made_at.point = point;
  states.load_anchor(point, state_key(made_at), current->discretization().make_vector());
}

template <int dim>
void PointSolver<dim>::restore_factors() {
  if (!states.has_anchor() || current->factors().n_made > 0) return;
  const unsigned int point = states.anchor_point();
  choose(parameters_of(sweep, points[point]));
  current->reset(present);
  current->prepare_factors(states.anchor_start());
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
  Vector x(states[from]);
  const auto solve_at = [&](const double way, Vec y) {
    choose(way == 1.0 ? parameters_of(sweep, points[step.point])
                      : parse_sweep_point(sweep, overrides_between(sweep.sweep, points[from].index,
                                                                   points[step.point].index, way)));
    log(format_text("  smaller step: to %.4g of the way from point %u", way, points[from].number));
    current->reset(present);
    Vector start(x);
    VecCopy(y, start);
    const bool converged = attempt(start, outcome);
    VecCopy(current->solution(), y);
    return PathStep{converged, outcome.result.newton_steps};
  };
  const StepControl control{0.5, 1.0 / 16, 6};
  return follow_path(x, nullptr, control, solve_at) == 1.0;
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
    restore_factors();
    choose(parameters_of(sweep, points[step.point]));
    current->reset(present);
    const Vector start = predict(step, known);
    near = current->residual_of(start) <= largest_residual;
    if (near && solve_from_neighbours(step, start, outcome)) return outcome;
    if (near && step_towards(step, known[0], outcome)) {
      current->forget_factors();
      return outcome;
    }
    log("  starting anew");
  }
  states.drop_anchor();
  current.reset();
  choose(parameters_of(sweep, points[step.point]));
  current = std::make_unique<SteadySimulation<dim>>(present, MPI_COMM_WORLD, log, &scales);
  check_flow(*current, present);
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
