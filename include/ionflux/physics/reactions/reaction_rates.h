#pragma once

#include <ionflux/physics/reactions/field_effect.h>
#include <ionflux/physics/reactions/mass_action.h>
#include <ionflux/physics/reactions/reaction.h>

#include <memory>
#include <vector>

namespace ionflux {

struct Scaling;

/// Net rate of one reaction at a point, and what it is the difference of. Dimensionless: in units
/// of Scaling::source().
struct ReactionState {
  double rate = 0.0;      ///< v = forward - backward, without cancellation
  double forward = 0.0;   ///< v_f
  double backward = 0.0;  ///< v_b
  double log_gamma = 0.0; ///< ln Gamma = - affinity / RT; NaN where a species is absent

  /// log_gamma from forward and backward rate.
  void find_log_gamma();
};

/// What a field adds to ln k_f and ln k_b, and its derivatives by the dimensionless field strength.
struct FieldShift {
  double forward = 0.0, backward = 0.0;
  double forward_slope = 0.0, backward_slope = 0.0;
};

/// One reaction in one material, dimensionless (activities in units of c0).
struct PointReaction {
  unsigned int number = 0; ///< in Electrolyte::reactions
  /// v_f and v_b of this material: its standard potentials are in the constant of the latter.
  MassAction forwards, backwards;
  std::vector<std::pair<unsigned int, int>> numbers; ///< species, nu != 0
  double linear_rate = 0.0;     ///< > 0: an equilibrium, v = - linear_rate ln Gamma
  double log_equilibrium = 0.0; ///< ln K for electrochemical potentials: sum nu mu = ln K
  std::shared_ptr<const FieldEffect> field_effect; ///< null: none
  double field_scale = 0.0;                        ///< RT / (F L) [V/m]
  bool raises_forward = true, raises_backward = false;

  void set_constants(double log_forward, double log_backward);

  /// sum_i nu_i mu_i - ln K, of the unknowns of a law: the potential, then mu of each species.
  double log_gamma(const double* unknowns) const {
    double sum = -log_equilibrium;
    for (const auto& [i, nu] : numbers)
      sum += nu * unknowns[i + 1];
    return sum;
  }

  /// @param field dimensionless strength |grad phi|
  FieldShift in_field(double field) const;

  /// By ln a_i of its species: no rate is lost where forward and backward cancel.
  /// @param log_activity by species
  /// @param activity theirs; null where ln a of one that reacts is not ordinary
  /// @param log_gamma sum_i nu_i mu_i - ln K
  /// Without the field's share: that of `shift` is added here.
  ReactionState from_logarithms(const double* log_activity, const double* activity,
                                double log_gamma, const FieldShift& shift) const;

  /// Where the rate is proportional to the affinity; of forward and backward rates only the
  /// exchange in equilibrium is known.
  static ReactionState from_affinity(double exchange, double log_gamma) {
    return {-exchange * log_gamma, exchange, exchange, log_gamma};
  }

  /// By activities, which may be zero, or negative where a Newton step has left them so. Without
  /// log_gamma.
  ReactionState from_activities(const double* activity, const FieldShift& shift) const;

  /// d rate / d a_i added to slopes[i], for from_activities().
  void add_slopes(const double* activity, const FieldShift& shift, double* slopes) const;
};

/// The reactions in one material.
struct ReactionRates {
  std::vector<PointReaction> reactions;
};

/// Null where nothing reacts.
///
/// @param standard_potential of each species in the material [RT]
std::shared_ptr<const ReactionRates>
make_reaction_rates(const std::vector<Reaction>& reactions, const Material& material,
                    const std::vector<double>& standard_potential, const Scaling& scaling);

} // namespace ionflux
