#pragma once

#include <ionflux/algebra/borders.h>
#include <ionflux/algebra/field_matrix.h>
#include <ionflux/algebra/petsc.h>
#include <ionflux/support/reported.h>

#include <petscsnes.h>

#include <string>
#include <vector>

namespace ionflux {

/// What a nonlinear solver needs to know of a problem F(x) = 0 with several fields.
///
/// Unknowns are interleaved: index = node * n_fields + field.
class NonlinearProblem {
public:
  virtual ~NonlinearProblem() = default;

  /// From now on every vector is a correction to `base`, and both count with all their digits, so
  /// that rounding of the base leaves no residual that cannot be removed; null ends this.
  virtual void correct(Vec base) = 0;

  /// All numbers whose convergence is wanted, at x (a state or a correction). Collective.
  virtual std::vector<Reported> reported(Vec x) = 0;

  /// f = F(x). May throw; the exception comes out of NewtonSolver::solve().
  virtual void residual(Vec x, Vec f) = 0;

  /// matrix() = dF/dx at x, the rows of field f multiplied by row_factors[f].
  virtual void jacobian(Vec x, const std::vector<double>& row_factors) = 0;
  virtual FieldMatrix& matrix() = 0;

  /// Rows and columns that jacobian() adds to the matrix, for scalar unknowns; null or empty: none.
  virtual Borders* borders() { return nullptr; }

  /// Size of the terms of F near x, one norm a field; convergence is measured against it.
  virtual std::vector<double> residual_scales(Vec x) = 0;

  /// Short names of the fields, in their order; they name the blocks of the preconditioner.
  virtual std::vector<std::string> field_names() const = 0;

  /// Is the length of a Newton step limited by this field (unknowns in units of RT or RT/F)?
  virtual bool limits_step(unsigned int field) const = 0;

  /// Is the field known beforehand, so that its block of the matrix is diagonal?
  virtual bool is_given(unsigned int field) const = 0;

  /// Does the field drift in the gradient of another, so that its block is far from symmetric?
  virtual bool has_drift(unsigned int field) const = 0;

  /// Are the elements linear and the cells hardly stretched?
  virtual bool is_easy() const = 0;

  /// Is the matrix small enough to be factorised where an iterative solver fails?
  virtual bool may_factorize() const = 0;

  /// Is a factorisation so cheap that several similar matrices pay for one?
  virtual bool factorizes_easily() const { return false; }

  /// Do steps of Newton's method go farther along curves than along a line?
  virtual bool curves_steps() const { return false; }

  /// moved = x after a part of a step (which is subtracted), along its curve; it begins in the
  /// direction of the step.
  virtual void advance(Vec x, Vec step, const double length, Vec moved) {
    IONFLUX_PETSC(VecWAXPY(moved, -length, step, x));
  }

  /// Load factor for continuation: 0 is equilibrium, 1 the problem itself.
  virtual void set_load(double load) = 0;
};

} // namespace ionflux
