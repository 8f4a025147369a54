#pragma once

/// Concentrations on a lattice of sites from activities. Included by the sources of models only.

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/small_matrix.h>

#include <cmath>
#include <vector>

namespace ionflux {

/// ln gamma_i = - ln(1 - sum theta_j) + sum g_ij theta_j, theta = c / N.
struct RegularSolutionFormula {
  double sites;                    ///< N [mol/m^3]
  std::vector<double> interaction; ///< g_ij, over RT

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::log1p;
    const unsigned int n = n_species();
    Number taken(0.0);
    for (unsigned int i = 0; i < n; ++i)
      taken += c[i] * (1.0 / sites);
    const Number vacancies = log1p(-1.0 * taken);
    for (unsigned int i = 0; i < n; ++i) {
      log_gamma[i] = -1.0 * vacancies;
      for (unsigned int j = 0; j < n; ++j)
        log_gamma[i] += interaction[i * n + j] / sites * c[j];
    }
  }

  unsigned int n_species() const {
    return static_cast<unsigned int>(std::lround(std::sqrt(interaction.size())));
  }
};

/// Newton's method in t_i = ln(c_i / empty sites), in which crowding is no singularity:
///
///     x_i = t_i + ln s + ln N,   s = 1 / (1 + sum e^t),
///     t_i + (1 - load) ln s + ln N + load sum_j g_ij theta_j = w_i .
///
/// Where Newton's step leads uphill in the grand potential, the step of the ideal lattice, which
/// never does, is taken: what is found is a minimum, a stable state.
class SiteNewton {
public:
  SiteNewton(const RegularSolutionFormula& formula, const double* w, const double load);

  /// @param first ln c near the solution; null: begins with the ideal lattice
  InversionStatus solve(const double* first, double* x, double* inverse);

private:
  /// theta, ln s and the residual at t. @return largest residual
  double evaluate();

  /// The Jacobian by t, factored.
  void factor();

  bool is_absent(const unsigned int i) const;

  /// Not a number if one is none.
  double largest_of(const PointBuffer<double>& numbers) const;

  /// Of the grand potential along the step: residuals are its derivatives by theta.
  double slope() const;

  /// A minimum of it is a stable state.
  double grand_potential() const;

  /// Go along the step until the residual or, far away, the grand potential falls. @return does it?
  bool move(double& size, const double largest, const bool is_newton);

  /// Results at t, the solution.
  InversionStatus finish(double* x, double* inverse);

  /// The Hessian of the free energy, 1/theta_i + 1/s + load g_ij, is positive definite exactly
  /// where 1 + load L^T g L is, with L L^T = diag(theta) - theta theta^T its inverse without g.
  /// Nothing is singular in this form, however crowded or dilute.
  bool is_stable() const;

  /// s + sum of theta behind j.
  double remainder(const unsigned int j) const;

  unsigned int n;
  const RegularSolutionFormula& formula;
  const double* w;
  double load, log_sites, log_vacancies = 0.0;
  PointBuffer<double> t, theta, start, residual, step; ///< start: of a move
  SmallMatrix jacobian;
};

} // namespace ionflux
