#pragma once

#include <ionflux/algebra/petsc.h>
#include <ionflux/algebra/transient_problem.h>
#include <ionflux/solver/kept_solver.h>
#include <ionflux/solver/newton_solver.h>
#include <ionflux/solver/tableau.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// How a step went.
struct StepOutcome {
  bool solved = false;     ///< all stages converged
  bool non_finite = false; ///< one ended at a NaN or an infinity
  std::string reason;      ///< why not
  double error = 0.0;      ///< of the step, see TransientProblem::error()
  unsigned int order = 0;  ///< the error is proportional to step^order
  unsigned int newton_steps = 0, krylov_iterations = 0;
};

/// Where a TimeStepper stands: all that its next step depends on, but for factors of matrices.
struct StepperState {
  double time = 0.0;
  double last_stage = 0.0, storage_rate = 0.0; ///< of set_stage()
  VecHandle x, content, rate;
  bool knows_rate = false, behind_jump = false, moved = false; ///< moved: to another mesh
  std::vector<double> fluxes, passed, charges, charging;
};

/// One-step schemes for d Q(x) / dt + R(x, t) = 0, in contents: stage i solves
///
///     (Q(x_i) - known_i) / (h a_ii) + R(x_i, t_i) = 0,   known_i = Q_n + h sum_{j<i} a_ij K_j ,
///
/// with K_j = -R(x_j, t_j) and, where x is given, K_j = (Q(x_j) - known_j) / (h a_jj). The content
/// that is carried on is Q_n + h sum_j a_sj K_j: what Newton's method leaves over of a stage is
/// made good in the next and does not add up.
class TimeStepper {
public:
  using Vector = VecHandle;

  /// @param settings of the linear systems; how far the equations are solved is decided here
  TimeStepper(TransientProblem& problem, const Tableau& scheme, const SolverSettings& settings);

  /// Begin at a state; given values may jump there.
  void start(Vec x, double time);

  /// Go on from where another stepper of the same problem stood.
  void resume(StepperState state);

  /// Given values jump or bend at the present time: the rate of change is not known behind it.
  void jump();

  /// The unknowns are those of another mesh now: the present state and its contents there.
  void move_to(Vec x, Vec content);

  /// Try a step that ends at `end`. State and content stay as they are until accept().
  /// @param before_jump given values jump at `end`: take those before
  StepOutcome step(double end, bool before_jump);

  /// How much the last step(), not accepted yet, changed the state, as an error would be measured.
  double change() const;

  /// Outward fluxes where the last step(), not accepted yet, ended.
  const std::vector<double>& reached_fluxes() const { return next.fluxes; }

  /// Go on from where the last step() ended, which must have been solved.
  void accept();

  /// Leave the problem as the last stage of the present state had it: after a step that was not
  /// accepted, before results are made.
  void recall();

  double time() const { return now.time; }
  Vec state() const { return now.x; }
  /// Outward fluxes at the present time, and their integrals since the start.
  const std::vector<double>& fluxes() const { return now.fluxes; }
  const std::vector<double>& passed() const { return now.passed; }
  /// Rates of the charges of TransientProblem::totals() [1/s].
  const std::vector<double>& charging() const { return now.charging; }
  /// These charges; empty before the first step.
  const std::vector<double>& charges() const { return now.charges; }
  /// What solves the linear systems now: MUMPS where multigrid has failed and the problem is small.
  const std::string& preconditioner() const { return settings.preconditioner; }
  /// Did the last step begin behind a jump? Its fluxes are those of the jump as well.
  bool is_behind_jump() const { return now.behind_jump; }
  /// Is the rate of change known (not at the start, behind a jump, on a new mesh)?
  bool knows_rate() const { return now.knows_rate; }
  /// Has no step been made since move_to()? The error that step() finds is then that of the mesh
  /// before, which fades on the new one.
  bool is_on_new_mesh() const { return now.moved; }
  /// Content that is carried on, all species and rows.
  Vec content() const { return now.content; }
  /// For resume().
  const StepperState& standing() const { return now; }

private:
  bool solve_stage(Vec x, StepOutcome& outcome);
  bool leaves_too_much(Vec rest, Vec content, double rate);
  void make_newton();

  TransientProblem& problem;
  const Tableau& scheme;
  SolverSettings settings;
  KeptSolver kept;
  std::unique_ptr<NewtonSolver> newton;
  StepperState now, next;
  std::vector<Vector> stage_rates;
};

} // namespace ionflux
