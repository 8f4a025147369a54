#pragma once

#include <string>

namespace ionflux {

/// What came of finding concentrations from activities.
enum class InversionStatus {
  converged, ///< a thermodynamically stable state
  unstable,  ///< solved, but d ln a / d ln c is not positive definite there: the phase would split
  not_converged ///< no such state was found
};

/// Activity coefficients gamma_i of dissolved species as functions of all concentrations:
/// mu_i = mu0_i + RT ln(gamma_i c_i / c_ref) + z_i F phi.
///
/// SI throughout: c in mol/m^3, slopes in m^3/mol. gamma is the coefficient on the scale of
/// concentrations and 1 in the infinitely dilute solution, so that c_ref is any constant. Models
/// that were published for molalities convert inside (molality.h). For a dimensionless c' = c / c0
/// hand over c0 c' and multiply the slopes by c0.
///
/// Arrays hold n_species() numbers a point. Concentrations below 0 count as 0.
class ActivityModel {
public:
  explicit ActivityModel(const unsigned int n_species) : n(n_species) {}
  virtual ~ActivityModel() = default;

  unsigned int n_species() const { return n; }

  /// gamma = 1 always: the closed form c = exp(...) may be used instead.
  virtual bool is_ideal() const { return false; }

  /// ln gamma and its slopes at several points, those of a cell for example.
  ///
  /// @param c [point][species], mol/m^3; beyond packing the results are not finite
  /// @param values ln gamma_i, [point][i]
  /// @param slopes d ln gamma_i / d c_j, [point][i][j], m^3/mol; null: not wanted. (By c and not by
  ///        ln c, so that they serve where c_j = 0; times c_j they are bounded at dilution.)
  virtual void log_gamma(unsigned int n_points, const double* c, double* values,
                         double* slopes) const = 0;

  /// sum_k d2 ln gamma_i / (d c_j d c_k) direction_k at one point, [i][j]: how the slopes change
  /// along a gradient. For the Jacobian where concentrations are the unknowns.
  virtual void slope_changes(const double* c, const double* direction, double* changes) const = 0;

  /// Do the ln gamma_i derive from one excess free energy, ln gamma_i = d f / d c_i? Then slopes
  /// are symmetric and osmotic pressures defined.
  virtual bool has_free_energy() const { return false; }

  /// Excess free energy over RT per volume, f(c) [mol/m^3]; not a number without one.
  virtual double free_energy(const double* c) const;

  /// The fraction of the room that is taken, to stay below 1; 0 where nothing has a size.
  virtual double crowding(const double*) const { return 0.0; }

  /// kg of solvent in a m^3 of the dilute solution: molality = c / solvent_density().
  /// 0: the model is not about a solvent.
  virtual double solvent_density() const { return 0.0; }
  /// The part of a volume that the solvent keeps, for models of molalities with molar volumes:
  /// molality = c / (solvent_density() solvent_part(c)).
  virtual double solvent_part(const double*) const { return 1.0; }

  /// Why the model should not be trusted at c, in words ("ionic strength 1.2 mol/L, published up to
  /// 0.5 mol/L"); empty inside the published range.
  virtual std::string out_of_range(const double*) const { return std::string(); }
  bool in_range(const double* c) const { return out_of_range(c).empty(); }

  /// Does the model know a better way from activities to concentrations than Newton in ln c?
  virtual bool has_own_inversion() const { return false; }

  /// x = ln c from x_i + load ln gamma_i(exp x) = w_i, and its inverse slopes
  /// d x_i / d w_j. Call it through ActivityInversion. Only if has_own_inversion().
  ///
  /// @param start ln c near the solution, for what is iterated; null: nothing is known
  virtual InversionStatus invert(const double* w, double load, const double* start, double* x,
                                 double* inverse) const;

private:
  unsigned int n;
};

} // namespace ionflux
