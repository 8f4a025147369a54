#include <ionflux/app/steady.h>

#include <ionflux/app/newton_problem.h>
#include <ionflux/support/text.h>

#include <deal.II/base/timer.h>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

template <int dim>
SolveLog begin_solve(const Problem<dim>& problem, SolveDiary& diary) {
  const Discretization<dim>& d = problem.discretization();
  return diary.begin(d.mesh.n_global_active_cells(), d.dof_handler.n_dofs(),
                     problem.parameters().solver.relative_tolerance);
}

// Where a continuation begins, and the direction in which the boundary values alone would go.
template <int dim>
ContinuationStart equilibrium_of(Problem<dim>& problem, const SolveLog& log) {
  return [&problem, log](Vec load_0, Vec direction) {
    SolverSettings plain = problem.parameters().solver;
    plain.start = StartMode::plain;
    const Vector before = equilibrium_state(problem.parts());
    Vector change = start_state(problem.parts(), problem.problem(), plain, log, plain.start);
    change.add(-1.0, before);
    VecCopy(before, load_0);
    VecCopy(change, direction);
  };
}

void say_converged(const SolveResult& result, const SolveDiary& diary) {
  const std::string chord = result.chord_steps > 0
                                ? format_text(" and %u with the last Jacobian", result.chord_steps)
                                : "";
  diary.say(format_text("  converged: %u Newton steps%s, %u Krylov iterations (%s)",
                        result.newton_steps, chord.c_str(), result.krylov_iterations,
                        result.strategy.c_str()));
}

// Newton's method with multigrid stalls for reacting ions by their concentrations, where neutrality
// has no diagonal; with exact steps it does not.
template <int dim>
SolverSettings suited_to_reacting_ions(const NewtonProblem<dim>& newton,
                                       const Electrolyte& electrolyte,
                                       const SolverSettings& given) {
  if (!electrolyte.is_neutral_in_concentrations() || electrolyte.reactions.empty() ||
      !given.petsc_options.empty())
    return given;
  return with_factorization(newton, given).value_or(given);
}

// On one mesh: from a start of its own if it is the first one, else from the state carried over.
template <int dim>
SolveResult solve_level(Problem<dim>& problem, SolveDiary& diary, const bool first) {
  const SolverSettings& given = problem.parameters().solver;
  const Discretization<dim>& d = problem.discretization();
  const SolveLog log = begin_solve(problem, diary);
  diary.say("");
  diary.say(format_text("Solving: %u cells, %llu unknowns", d.mesh.n_global_active_cells(),
                        static_cast<unsigned long long>(d.dof_handler.n_dofs())));
  StartMode start = given.start;
  if (first) diary.count_start();
  Vector state = first ? start_state(problem.parts(), problem.problem(), given, log, start)
                       : problem.solution();
  diary.write_header(problem.model().electrolyte.species);
  NewtonProblem<dim> newton(problem.problem(), problem.model().electrolyte);
  const OtherStart other = [&](Vec y) {
    Vector x;
    if (!first) { // a front that the mesh before did not see may be far from where it belongs
      if (!newton.curves_steps()) return false;
      StartMode again = given.start;
      x = start_state(problem.parts(), problem.problem(), given, log, again);
    } else if (!other_start(problem.parts(), problem.problem(), given, log, start, x))
      return false;
    VecCopy(x, y);
    return true;
  };
  SolverSettings settings = suited_to_reacting_ions(newton, problem.model().electrolyte, given);
  if (settings.preconditioner != given.preconditioner)
    diary.say("  ions react, by their concentrations: linear systems by MUMPS instead of " +
              given.preconditioner + ", as the problem is small");
  if (first && d.has(Stabilisation::limited)) {
    settings.refine = false;
    diary.say("  start: with all of the artificial diffusion (linear equations)");
    problem.problem().limit(false);
    solve_robustly(newton, state, settings, equilibrium_of(problem, log), log, other);
    problem.problem().limit(true);
  }
  settings.refine = !problem.is_coarse();
  const SolveResult result =
      solve_robustly(newton, state, settings, equilibrium_of(problem, log), log, other);
  problem.problem().distribute(state);
  problem.set_solution(state);
  diary.end(result);
  if (result.converged) say_converged(result, diary);
  return result;
}

} // namespace

template <int dim>
SteadyOutcome solve_steady(Problem<dim>& problem, SolveDiary& diary) {
  SteadyOutcome outcome;
  Timer timer;
  problem.problem().setup();
  outcome.last = solve_level(problem, diary, true);
  outcome.total.continue_with(outcome.last);
  while (outcome.last.converged && problem.is_coarse()) {
    problem.refine_globally();
    outcome.last = solve_level(problem, diary, false);
    outcome.total.continue_with(outcome.last);
  }
  diary.add_phase("solve", timer.wall_time());
  return outcome;
}

template <int dim>
SolveResult solve_again(Problem<dim>& problem, SolveDiary& diary) {
  return solve_level(problem, diary, false);
}

template <int dim>
SolveResult solve_from(Problem<dim>& problem, const Vector& start, KeptSolver& kept,
                       SolveDiary& diary) {
  Timer timer;
  diary.write_header(problem.model().electrolyte.species);
  NewtonProblem<dim> newton(problem.problem(), problem.model().electrolyte);
  Vector state(start);
  const SolveResult result =
      solve_nearby(newton, state, problem.parameters().solver, begin_solve(problem, diary), &kept);
  problem.problem().distribute(state);
  problem.set_solution(state);
  diary.end(result);
  diary.add_phase("solve", timer.wall_time());
  return result;
}

template <int dim>
double relative_residual(Problem<dim>& problem, const Vector& x) {
  DiscreteProblem<dim>& equations = problem.problem();
  equations.choose(TransportStage::full, 1.0);
  Vector rows = problem.discretization().make_vector();
  equations.residual(x, rows);
  const std::vector<double> norms = field_norms(rows, problem.discretization().n_fields());
  const std::vector<double> sizes = equations.residual_scales(x);
  double largest = 0.0;
  for (unsigned int f = 0; f < norms.size(); ++f)
    if (!(norms[f] / sizes[f] <= largest)) largest = norms[f] / sizes[f];
  return largest;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template SteadyOutcome solve_steady(Problem<dim>&, SolveDiary&);                                 \
  template SolveResult solve_again(Problem<dim>&, SolveDiary&);                                    \
  template SolveResult solve_from(Problem<dim>&, const Vector&, KeptSolver&, SolveDiary&);         \
  template double relative_residual(Problem<dim>&, const Vector&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
