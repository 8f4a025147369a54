#pragma once

#include <ionflux/algebra/nonlinear_problem.h>
#include <ionflux/algebra/petsc.h>
#include <ionflux/solver/kept_solver.h>
#include <ionflux/solver/number_watch.h>
#include <ionflux/solver/settings.h>

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// One line of the Newton table.
struct NewtonStep {
  unsigned int step = 0;
  double residual = 0.0;      ///< largest over the fields of |F_f| / scale_f
  std::vector<double> fields; ///< the same, a field
  unsigned int krylov = 0;    ///< iterations of the linear solve that led here
  double damping = 1.0;       ///< factor of the Newton step: step limit times line search
};

/// How a solve ended.
struct NewtonResult {
  bool converged = false;
  bool non_finite = false;             ///< ended at a NaN or an infinity
  bool linear_failure = false;         ///< ended with a linear system that was not solved
  bool stopped_at_line_search = false; ///< as at the last digits of the state
  std::string reason;                  ///< in words
  unsigned int newton_steps = 0;       ///< each with its Jacobian
  unsigned int chord_steps = 0;        ///< further ones with the last Jacobian
  unsigned int krylov_iterations = 0;
  double residual = 0.0;

  /// The same outcome, with the counts of what went before.
  NewtonResult after(const NewtonResult& first) const;
};

/// A solution with all its digits.
struct RefinedState {
  VecHandle correction;  ///< to be added to the state, see NonlinearProblem::correct()
  VecHandle next_change; ///< no less than another step would change: what the last one did, or,
                         ///< where steps were seen to fall, that part of it (NumberWatch)
};

/// One way to take Newton steps; a row of the retry ladder.
struct NewtonStrategy {
  std::string name;
  std::string line_search; ///< PETSc's name: bt, nleqerr, basic; `curve`: curved_search.h
  double step_factor;      ///< largest step at first, times SolverSettings::largest_step
  double step_growth;      ///< how far the largest step may grow while steps go as foreseen
};

/// Newton's method: PETSc SNES with FGMRES, Eisenstat-Walker forcing and block Gauss-Seidel over
/// the fields (potential first), one AMG a field. doc/numerics.md, Method.
///
/// It works in two parts. The approach, damped, ends when the residual is small beside its terms.
/// Refinement goes on from there in corrections to that state, whose digits do not get lost beside
/// the state's (iterative refinement in extended precision; Wilkinson, Rounding Errors in Algebraic
/// Processes, 1963), until every reported number stands.
class NewtonSolver {
public:
  /// @param report called after every step, on all ranks; may be empty
  /// @param kept   linear solver to go on with and to leave behind; null: an own one
  NewtonSolver(NonlinearProblem& problem, const SolverSettings& settings,
               std::function<void(const NewtonStep&)> report, KeptSolver* kept = nullptr);

  /// Another tolerance of the approach than that of the settings.
  void approach_to(const double residual) { settings.approach_tolerance = residual; }

  /// Improve x until it converges. x is changed even on failure; never throws for non-convergence.
  /// @param may_refine false: the approach is enough, whatever the settings say
  NewtonResult solve(Vec x, const NewtonStrategy& strategy, bool may_refine = true);

  /// Refinement alone, without an approach before it, from x close to the solution. On failure,
  /// which comes early where x was not close, x is unspecified.
  NewtonResult solve_near(Vec x);

  /// Leave in the kept solver what solve_near(x) would begin with.
  void prepare_near(Vec x);

  /// dx = J^-1 rows with the last Jacobian of solve() and its preconditioner; one at x is made if
  /// solve() needed none.
  /// @return whether the linear system was solved to the relative tolerance
  bool solve_with_last_jacobian(Vec x, Vec rows, Vec dx, double tolerance);

  /// What the last solve found beyond the digits of x.
  RefinedState take_refined() { return std::move(refined); }

private:
  struct Callbacks; // C functions that PETSc calls

  NewtonResult approach(Vec x, const NewtonStrategy& strategy);
  NewtonResult solve_once(Vec x, const NewtonStrategy& strategy);
  NewtonResult refine(Vec x, VecHandle correction, const NewtonResult& found);
  void judge_refinement(SNES snes, Vec x, const NewtonStep& now, SNESConvergedReason* reason);
  double left_by_step(const NewtonStep& now) const;
  void prepare_step(SNES snes, unsigned int step) const;
  bool comes_nearer(double before, double residual) const;
  void prepare_step_at_once(SNES snes, unsigned int step, double before, double residual) const;
  void configure(SNES snes, const NewtonStrategy& strategy);
  void configure_refinement(SNES snes) const;
  void set_linear_tolerance(SNES snes, double tolerance) const;
  NewtonStep measure(SNES snes, unsigned int step) const;
  void adapt_step_limit(double residual, double line_search_factor);
  void choose_forcing(SNES snes, double norm, const NewtonStep& now);
  bool limit_step(Vec step);
  void set_row_factors(Vec like);
  void make_jacobian(Vec x);

  NonlinearProblem& problem;
  SolverSettings settings;
  const std::function<void(const NewtonStep&)> report;
  KeptSolver own;
  KeptSolver& linear;

  std::vector<double> scales; ///< size of the terms of each field's equations
  VecHandle row_factors;      ///< their inverses, an entry a row
  double step_limit = 0.0;    ///< largest change in one step
  double least_step_limit = 0.0, greatest_step_limit = 0.0; ///< what it moves between
  double last_residual = 0.0;                               ///< norm before the last step
  std::vector<double> last_fields;                          ///< while refining: each field's
  double last_forcing = 0.0;                                ///< tolerance of the last linear solve
  unsigned int n_jacobians = 0;                             ///< in the present attempt
  unsigned int n_stagnant = 0;                              ///< steps in a row that changed nothing
  double last_scaling = 1.0;                                ///< by the step limit
  double last_step = 0.0;             ///< largest change of a potential in it [RT, RT/F]
  unsigned int steps_before = 0;      ///< in the table of steps
  bool at_once = false;               ///< refinement without an approach before it
  bool is_cut = false;                ///< while refining: was the last step cut short?
  std::unique_ptr<NumberWatch> watch; ///< while refining
  VecHandle before;                   ///< while refining: the correction before the last step
  RefinedState refined;
  std::exception_ptr failure;
};

} // namespace ionflux
