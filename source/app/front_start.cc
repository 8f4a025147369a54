#include <ionflux/app/front_start.h>
#include <ionflux/app/neutral_start.h>
#include <ionflux/app/newton_problem.h>
#include <ionflux/fem/reaction_fronts.h>
#include <ionflux/solver/continuation.h>
#include <ionflux/solver/curved_search.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Longer steps, or steps that grow, take more Newton steps in all (doc/numerics.md, Fronts).
const StepControl seven_steps = {1.0 / 7.0, 1.0 / 112.0, 0};

// Digits on the way: the next start is extrapolated.
constexpr double on_the_way = 1e-3;
constexpr unsigned int most_steps = 20;

// Damkoehler number of a cell up to which that takes no more steps than a slow reaction, and the
// longest step from there to the rates as they are.
constexpr double resolved_number = 1e3;
constexpr double longest_step_of_rates = 2.3;

/// The compositions of one boundary along the path.
class BathPath {
public:
  BathPath(const Speciation& speciation, const std::vector<double>& from,
           const BoundaryCondition& condition, const Scaling& scaling)
      : speciation(speciation), from(from), to(from.size(), 0.0) {
    for (const AppliedLaw& law : condition.laws)
      if (law.row->gives == Gives::concentration && law.value.is_constant())
        to[law.species] = dimensionless_value(law, {}, scaling);
    for (const unsigned int i : speciation.species())
      all_react = all_react && to[i] > 0.0;
  }

  double concentration(const unsigned int species, const double s) const {
    const double linear = (1.0 - s) * from[species] + s * to[species];
    const std::vector<unsigned int>& group = speciation.species();
    const auto place = std::find(group.begin(), group.end(), species);
    if (!all_react || s == 1.0 || place == group.end()) return linear;
    std::vector<double> first, second, c(group.size());
    for (const unsigned int i : group) {
      first.push_back(from[i]);
      second.push_back(to[i]);
    }
    if (!speciation.between(first.data(), second.data(), s, c.data())) return linear;
    return c[place - group.begin()];
  }

private:
  const Speciation& speciation;
  const std::vector<double>& from;
  std::vector<double> to;
  bool all_react = true; ///< is everything that reacts given?
};

// Boundary conditions whose values are those at s, whatever it is at the time.
std::vector<BoundaryCondition> along_path(std::vector<BoundaryCondition> conditions,
                                          const Speciation& speciation,
                                          const std::vector<double>& from, const Scaling& scaling,
                                          const double& s) {
  for (BoundaryCondition& condition : conditions) {
    const BathPath path(speciation, from, condition, scaling);
    for (AppliedLaw& law : condition.laws) {
      const GivenValue given = law.value;
      if (law.row->gives == Gives::concentration && given.is_constant())
        law.value = GivenValue(
            [path, species = law.species, unit = scaling.concentration,
             &s](const GivenValue::Point&) { return unit * path.concentration(species, s); },
            "path");
      if (law.row->gives == Gives::potential || law.row->gives == Gives::current)
        law.value =
            GivenValue([given, &s](const GivenValue::Point& x) { return s * given(x); }, "path");
    }
  }
  return conditions;
}

// ln K of the state at s = 0 less that of each reaction.
std::vector<double> shifts_of_constants(const Model& model, const std::vector<double>& from) {
  std::vector<double> shifts(model.electrolyte.reactions.size(), 0.0);
  for (unsigned int region = 0; region < model.medium.n_regions(); ++region) {
    if (!model.medium.material(region).reactions) continue;
    for (const PointReaction& reaction : model.medium.material(region).reactions->reactions) {
      double& shift = shifts[reaction.number] = -reaction.log_equilibrium;
      for (const auto& [i, nu] : reaction.numbers)
        shift += nu * (std::log(from[i]) + model.medium.material_with(i).standard_potential[i]);
    }
  }
  return shifts;
}

// ln k of the fastest reaction.
double log_fastest(const Medium& medium) {
  double fastest = -HUGE_VAL;
  for (unsigned int region = 0; region < medium.n_regions(); ++region)
    if (medium.material(region).reactions)
      for (const PointReaction& reaction : medium.material(region).reactions->reactions)
        if (reaction.linear_rate == 0.0)
          fastest = std::max(
              {fastest, reaction.forwards.log_constant(), reaction.backwards.log_constant()});
  return fastest;
}

// ln k up to which cells see the front: k c h^2 / D of the widest.
template <int dim>
double log_resolved(const Discretization<dim>& discretization) {
  double widest = 0.0;
  for (const auto& cell : discretization.mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    double width = HUGE_VAL;
    for (unsigned int direction = 0; direction < dim; ++direction)
      width = std::min(width, cell->extent_in_direction(direction));
    widest = std::max(widest, width);
  }
  widest = Utilities::MPI::max(widest, discretization.communicator);
  return std::log(resolved_number) - 2.0 * std::log(widest);
}

} // namespace

template <int dim>
bool front_state(const ProblemParts<dim>& parts, const Electrolyte& neutral,
                 const std::vector<BoundaryCondition>& given, const SolverSettings& settings,
                 const SolveLog& log, Vector& x) {
  const Speciation speciation(neutral);
  const std::vector<double> from = mean_given(parts.model);
  const std::vector<double> shifts = shifts_of_constants(parts.model, from);
  double s = 1.0;
  Model model = parts.model.with(
      neutral, along_path(given, speciation, from, parts.model.scaling, s), parts.labels);
  DiscreteProblem<dim> problem(parts.discretization, model);
  problem.setup();
  NewtonProblem<dim> newton(problem, neutral);
  SolveResult total;
  SolverSettings chosen = suited_to_curves(newton, settings);
  chosen.maximum_newton_steps = most_steps;
  bool at_start = true;
  const double fastest = log_fastest(parts.model.medium),
               resolved = std::min(log_resolved(parts.discretization), fastest);
  double log_limit = resolved;
  Vector last;
  const auto solve = [&](const double share, Vec y) {
    s = share;
    model.medium.change_reactions(parts.model.medium, shifts, 1.0 - s, log_limit);
    problem.update_given_values(false);
    if (at_start) // the mean composition meets the baths in a jump
      IONFLUX_PETSC(VecCopy(laplace_state(parts.discretization, problem, neutral, settings), y));
    problem.choose(TransportStage::full, 1.0);
    chosen.approach_tolerance = share < 1.0 ? on_the_way : settings.approach_tolerance;
    const NewtonResult result =
        NewtonSolver(newton, chosen, log.step).solve(y, {"path", along_curve, 1e300, 1.0}, false);
    at_start = at_start && !result.converged;
    if (result.converged) IONFLUX_PETSC(VecCopy(y, last));
    total.linear_failure = result.linear_failure;
    total.newton_steps += result.newton_steps;
    total.krylov_iterations += result.krylov_iterations;
    total.reason = result.reason;
    return PathStep{result.converged, result.newton_steps};
  };
  const auto follow = [&] {
    last = x = uniform_state(parts, from);
    log_limit = resolved;
    return follow_path(x, nullptr, seven_steps, solve) >= 1.0;
  };
  bool found = follow();
  const auto direct = with_factorization(newton, settings);
  if (!found && total.linear_failure && direct) {
    chosen.preconditioner = direct->preconditioner;
    at_start = true;
    found = follow();
  }
  const double way = fastest - resolved;
  if (found && way > 0.0) {
    const StepControl by_decades = {1.0 / std::ceil(way / longest_step_of_rates), 0.01, 0};
    const double reached = follow_path(x, nullptr, by_decades, [&](const double share, Vec y) {
      log_limit = resolved + share * way;
      return solve(1.0, y);
    });
    x = last; // where rates end below their value it is a start all the same
    if (reached < 1.0)
      log.message("Start: rates up to " + format_text("%.1e of theirs, as the cells are wide",
                                                      std::exp(way * (reached - 1.0))));
  }
  problem.distribute(x);
  if (found)
    log.message("Start: reaction fronts, without double layers, in " +
                std::to_string(total.newton_steps) + " Newton steps, " +
                std::to_string(total.krylov_iterations) + " Krylov iterations");
  else
    log.message("Start: the path to reaction fronts ends before them (" + total.reason + ")");
  return found;
}

template bool front_state<2>(const ProblemParts<2>&, const Electrolyte&,
                             const std::vector<BoundaryCondition>&, const SolverSettings&,
                             const SolveLog&, Vector&);
template bool front_state<3>(const ProblemParts<3>&, const Electrolyte&,
                             const std::vector<BoundaryCondition>&, const SolverSettings&,
                             const SolveLog&, Vector&);

} // namespace ionflux
