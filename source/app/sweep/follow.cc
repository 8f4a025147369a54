#include <ionflux/app/sweep/follow.h>

#include <algorithm>

namespace ionflux {

bool is_needed(const std::vector<SweepStep>& steps, const std::vector<PointResult>& results,
               const unsigned int point, const std::size_t from) {
  for (std::size_t s = from; s < steps.size(); ++s)
    if (results[steps[s].point].status == PointStatus::waiting &&
        std::count(steps[s].neighbours.begin(), steps[s].neighbours.end(), point))
      return true;
  return false;
}

namespace {

/// Take up what an earlier run left of a point that it solved.
template <int dim>
void take_up(PointSolver<dim>& solver, const std::vector<SweepStep>& steps,
             const std::vector<PointResult>& results, SweepStates& states, const std::size_t s) {
  const SweepStep& step = steps[s];
  if (is_needed(steps, results, step.point, s + 1)) {
    solver.restore_mesh(step);
    states.load(step.point, solver.state_key(step),
                solver.simulation().discretization().make_vector());
  }
  const int factors = results[step.point].point_of_factors;
  if (factors >= 0 && s + 1 < steps.size() && steps[s + 1].group == step.group &&
      results[steps[s + 1].point].status == PointStatus::waiting)
    solver.load_factors(step, factors);
}

} // namespace

template <int dim>
void follow(PointSolver<dim>& solver, const std::vector<SweepStep>& steps,
            const std::vector<PointResult>& results, SweepStates& states,
            const std::function<void(std::size_t step)>& solve_point) {
  for (std::size_t s = 0; s < steps.size(); ++s) {
    if (results[steps[s].point].has_values()) {
      take_up(solver, steps, results, states, s);
      continue;
    }
    solve_point(s);
    std::vector<unsigned int> wanted;
    for (std::size_t later = s + 1; later < steps.size(); ++later)
      for (const unsigned int p : steps[later].neighbours)
        if (results[steps[later].point].status == PointStatus::waiting) wanted.push_back(p);
    states.keep_only(wanted);
  }
}

template void follow(PointSolver<2>&, const std::vector<SweepStep>&,
                     const std::vector<PointResult>&, SweepStates&,
                     const std::function<void(std::size_t)>&);
template void follow(PointSolver<3>&, const std::vector<SweepStep>&,
                     const std::vector<PointResult>&, SweepStates&,
                     const std::function<void(std::size_t)>&);

} // namespace ionflux
