#pragma once

#include <ionflux/algebra/nonlinear_problem.h>

#include <petscvec.h>

#include <vector>

namespace ionflux {

/// What a time stepper needs to know of d Q(x) / dt + R(x, t) = 0, where Q is zero in the rows of
/// algebraic equations. Times in seconds.
///
/// Storage is the difference of contents Q, not the derivative of the unknowns: what is in the
/// domain then changes by what flows, to the last digit.
class TransientProblem {
public:
  virtual ~TransientProblem() = default;

  /// The equations of a stage: F(x) = rate (Q(x) - known) + R(x, t), see set_stage(); in any unit,
  /// see make_rows().
  virtual NonlinearProblem& equations() = 0;

  /// Relative tolerance of the linear systems of a stage, where unknowns hardly show in the
  /// residual beside what is stored; 0: what Newton's method needs.
  virtual double linear_tolerance() const { return 0.0; }

  /// Time of given values, and storage, of what follows.
  /// @param rate  [1/s]
  /// @param known what Q is compared with
  /// @param known_charges what the charges of totals() are compared with
  virtual void set_stage(double time, double rate, Vec known,
                         const std::vector<double>& known_charges) = 0;

  /// Time of given values just behind a jump, without storage, of what follows.
  virtual void set_behind(double time) = 0;

  /// Give fixed unknowns their values.
  virtual void distribute(Vec x) = 0;

  /// q = Q(x), of x as it is.
  virtual void content(Vec x, Vec q) = 0;

  /// What a solution of a stage leaves over of its equations: F(x), 0 where x has no equation of
  /// this kind (fixed values, values that a neighbour gives).
  virtual void left_over(Vec x, Vec f) = 0;

  /// Numbers to be integrated over time (outward fluxes, per second), and numbers whose rate is
  /// wanted (outward displacements of boundaries). Collective.
  virtual void totals(Vec x, std::vector<double>& fluxes, std::vector<double>& charges) = 0;

  /// Charges that do not follow from x, but from what has flowed, are what they were.
  /// @param before those of totals() so far; empty at the start
  virtual void keep_charges(const std::vector<double>& before, std::vector<double>& charges) const {
    (void)before;
    (void)charges;
  }

  /// Given values jump at a time: x, of just before, becomes a state with its contents behind it.
  /// Returns what the jump adds to the integrals of the fluxes of totals(); empty: nothing.
  virtual std::vector<double> follow_jump(double time, Vec x) = 0;

  /// Bring x, the end of a step, inside of bounds that its values have; q = Q(x) changes with it,
  /// its sums do not.
  virtual void keep_bounds(Vec x, Vec q) = 0;

  /// Rates of contents [1/s] as rows of equations(), in the units of these; zero where x has no
  /// equation with contents (what left_over() leaves out).
  virtual void make_rows(Vec rates) = 0;

  /// Largest relative error of anything, if x is wrong by dx.
  virtual double error(Vec x, Vec dx) = 0;
};

} // namespace ionflux
