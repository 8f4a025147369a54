#pragma once

#include <ionflux/physics/electrolyte.h>

#include <vector>

namespace ionflux {

/// Activities of species that react with one another, at one point, by what no reaction changes and
/// by the products of activities of the reactions:
///
///     sum_i Z_ik a_i = T_k ,     sum_i nu_ir ln a_i = A_r ,     N^T Z = 0 .
///
/// Both say what the other cannot: where a reaction front passes, T is nearly linear in space and
/// A nearly constant, while ln a_i falls by a hundred within the front. ln a = b + Z theta, with
/// any b of the right A, makes a convex problem of it, min sum_i a_i(theta) - T theta, for Newton's
/// method; the geochemists' speciation (Leal et al., Pure Appl. Chem. 89, 597, 2017).
class Speciation {
public:
  explicit Speciation(const Electrolyte& electrolyte);

  /// Those that react, ascending. All arrays below are in their order.
  const std::vector<unsigned int>& species() const { return reacting; }

  /// ln a after a part of a step of Newton's method, along a curve: T is linear in the length of
  /// the step and so is a product of activities that grows; its logarithm is where it falls. The
  /// curve begins in the direction of the step, so that this is one of descent.
  ///
  /// @param log_activity ln a_i
  /// @param change       of ln a_i by the whole step
  void move(const double* log_activity, const double* change, double length, double* moved) const;

  /// The composition a share of the way from one to another: linear in T, linear in A.
  ///
  /// @return false: there is none
  bool between(const double* first, const double* second, double share, double* activity) const;

private:
  bool solve(const std::vector<double>& totals, const std::vector<double>& guess,
             std::vector<double>& log_activity) const;
  std::vector<double> totals(const std::vector<double>& activity) const;

  std::vector<unsigned int> reacting;
  std::vector<std::vector<double>> numbers;    ///< N^T of independent reactions [reaction][species]
  std::vector<std::vector<double>> invariants; ///< Z^T [invariant][species]
  std::vector<std::vector<double>> particular; ///< columns of N (N^T N)^-1 [reaction][species]
  std::vector<int> orientation; ///< of independent reactions: the sign of their change of particles
};

} // namespace ionflux
