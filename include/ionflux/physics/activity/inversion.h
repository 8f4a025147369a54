#pragma once

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/small_matrix.h>

#include <vector>

namespace ionflux {

/// Is the state at c [mol/m^3] thermodynamically stable, H = d ln a / d ln c positive definite? For
/// states that are given as concentrations: baths, unknowns that are concentrations. Where models
/// have no free energy: are all leading minors positive?
bool is_stable(const ActivityModel& model, const double* c);

/// Concentrations from activities: ln c_i = x_i with
///
///     x_i + load ln gamma_i(exp x) = w_i = ln a_i = mu_i - mu0_i - z_i phi .
///
/// By the model's own way where it has one, else by Newton's method in x, damped so that
/// concentrations stay below packing and the residual falls; where that fails, by continuation in
/// the load. Works for any dilution (exp(-700) and less) and near packing, to 1e-12 in x.
///
/// Holds the work space and the results of the last point: one object a thread.
class ActivityInversion {
public:
  explicit ActivityInversion(const ActivityModel& model);

  /// Solve at one point.
  ///
  /// @param w ln of the activities in mol/m^3. With dimensionless c / c0: add ln c0. Minus
  /// infinity:
  ///        the species is not there.
  /// @param load 0: ideal, 1: the model; between them for continuation
  /// @param start ln c to begin with, of a neighbour for example: faster. The result is the same
  ///        where the model is stable everywhere; where two phases can exist it may be the phase of
  ///        the start. Null: the result depends on w alone.
  /// @return converged or what is wrong; results are set in any case, and are the last state tried
  InversionStatus solve(const double* w, double load = 1.0, const double* start = nullptr);

  /// Is inverse() wanted? Without it the last evaluation may be spared.
  void want_inverse(const bool wanted) { inverse_wanted = wanted; }

  /// Solve at a point near the last one, of the same cell for example: begins with the last result
  /// and its slopes, and needs one to three evaluations. As solve() where that did not converge.
  InversionStatus solve_near_last(const double* w, double load = 1.0);

  /// ln c_i and c_i [mol/m^3].
  const std::vector<double>& log_concentrations() const { return x; }
  const std::vector<double>& concentrations() const { return c; }

  /// d ln c_i / d ln a_j [i][j], the inverse of H = d ln a / d ln c. Hence d c_i / d mu_j =
  /// c_i inverse_ij / RT and d c_i / d phi = - c_i sum_j inverse_ij z_j F / RT.
  const std::vector<double>& inverse() const { return inverse_slopes; }

  /// Evaluations of the model for the last point: what it cost.
  unsigned int n_evaluations() const { return evaluations; }

private:
  InversionStatus solved(const double* w, double load, InversionStatus status);
  InversionStatus newton(const double* w, double load);
  InversionStatus continuation(const double* w, double load);
  void start_below_packing();
  double evaluate(const double* w, double load);
  double grand_potential(const double* w, double load) const;
  double slope_along_step() const;
  bool move(const double* w, double load, double& size, double largest, bool is_newton);
  void set_concentrations();

  const ActivityModel& model;
  unsigned int n, evaluations = 0;
  bool inverse_wanted = true;
  bool has_last = false; ///< of this load
  double last_load = 0.0;
  std::vector<double> last_w;
  std::vector<double> x, c, inverse_slopes, log_gamma, slopes, residual, step, before;
  SmallMatrix matrix; ///< H, factored: at the solution or, without inverse_wanted, near it
};

} // namespace ionflux
