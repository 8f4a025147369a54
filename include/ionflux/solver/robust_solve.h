#pragma once

#include <ionflux/solver/newton_solver.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ionflux {

/// What the robust solver tells while it works.
struct SolveLog {
  std::function<void(const std::string&)> message; ///< a sentence
  std::function<void(const NewtonStep&)> step;     ///< a line of the Newton table
};

/// Totals over all attempts.
struct SolveResult {
  bool converged = false;
  bool linear_failure = false; ///< the last attempt ended with a linear system that was not solved
  bool non_finite = false;     ///< the last attempt ended at a NaN or an infinity
  std::string reason;          ///< of the last attempt
  std::string strategy;        ///< what led to success
  unsigned int newton_steps = 0; ///< of the successful attempt (continuation: of all its steps)
  unsigned int chord_steps = 0;  ///< likewise, steps with the last Jacobian
  unsigned int krylov_iterations = 0; ///< likewise
  unsigned int all_newton_steps = 0;  ///< failed attempts included
  double reached_load = -1.0;         ///< where a continuation ended; negative: there was none
  double residual = 0.0;
  std::shared_ptr<const RefinedState> refined; ///< of the solution; null: not refined

  /// Go on with the solve on the next mesh: its outcome, the counts of both.
  void continue_with(const SolveResult& next);
};

/// Fills a state close to the solution at load 0, and the change of it per unit of load that the
/// boundary values alone would cause. Leaves the problem at whatever load.
using ContinuationStart = std::function<void(Vec state, Vec direction)>;

/// Fills another state to start from; false if there is none.
using OtherStart = std::function<bool(Vec state)>;

/// The settings with MUMPS in place of multigrid, for where that does not solve a linear system;
/// nothing if the matrix is too large, or MUMPS is there already.
std::optional<SolverSettings> with_factorization(const NonlinearProblem& problem,
                                                 const SolverSettings& settings);

/// Where steps have curves, unknowns that hardly matter to any residual must come out right too:
/// what is next to nothing on this side of a front is all there is on the other. MUMPS, if the
/// matrix is small and no options of PETSc's are given, else linear systems solved accurately.
SolverSettings suited_to_curves(const NonlinearProblem& problem, const SolverSettings& settings);

/// Solve F(x) = 0 by the retry ladder: damped Newton from x, from another start, from both by
/// further strategies, then continuation in the load from `equilibrium`, with step control and
/// secant prediction.
///
/// @param x           start; solution on success, unspecified on failure
/// @param equilibrium fills a vector with a state close to the solution at load 0; may be empty,
/// then
///                    continuation is not tried
/// @param other       made only when Newton's method fails from x; may be empty
SolveResult solve_robustly(NonlinearProblem& problem, Vec x, const SolverSettings& settings,
                           const ContinuationStart& equilibrium, const SolveLog& log,
                           const OtherStart& other = {});

/// Solve F(x) = 0 from a start close to the solution: refinement, or if it does not begin close
/// enough for that one attempt of Newton's method with linear systems solved accurately from the
/// first step on. Fails early: then the start was not close.
///
/// @param kept what the solve of the neighbour before left behind, and this one leaves; may be null
/// What `kept` leaves from point to point are the factors of one matrix, where these are cheap.
SolveResult solve_nearby(NonlinearProblem& problem, Vec x, const SolverSettings& settings,
                         const SolveLog& log, KeptSolver* kept = nullptr);

/// Leave in `kept` the factors that solve_nearby() would make for a start x.
void prepare_nearby(NonlinearProblem& problem, Vec x, const SolverSettings& settings,
                    KeptSolver& kept);

} // namespace ionflux
