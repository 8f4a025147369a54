#include <ionflux/physics/material.h>
#include <ionflux/physics/reactions/reaction_rates.h>
#include <ionflux/physics/scaling.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

// Exchange of reactions in equilibrium, in units of D0 c0 / L^2: an affinity of about 1e-8 RT
// drives what diffusion brings, and rounding of potentials leaves 1e-8 of that.
constexpr double exchange_in_equilibrium = 1e8;

// Greater of the two rate constants of a reaction in equilibrium between baths far apart, in units
// of D0 / L^2 and c0: affinities of hundreds of RT that steps of Newton's method bring there would
// drive nonsense, mass action does not. The front is about a
// thousandth of L thick; that moves fluxes by about 1e-6 (prm/reaction_front.prm).
constexpr double fast_in_fronts = 1e9;

std::shared_ptr<const FieldEffect>
field_effect_of(const Reaction& reaction, const Material& material, const double temperature) {
  switch (reaction.field_dependence) {
  case FieldDependence::wien:
    return make_wien_effect(temperature, material.relative_permittivity);
  case FieldDependence::formula:
    return make_field_formula(reaction.field_formula);
  case FieldDependence::none:
    break;
  }
  return nullptr;
}

} // namespace

FieldShift PointReaction::in_field(const double field) const {
  FieldShift shift;
  if (!field_effect) return shift;
  const FieldEffect::Factor factor = field_effect->at(field_scale * field);
  const double slope = field_scale * factor.slope;
  if (raises_forward) {
    shift.forward = factor.log;
    shift.forward_slope = slope;
  }
  if (raises_backward) {
    shift.backward = factor.log;
    shift.backward_slope = slope;
  }
  return shift;
}

void ReactionState::find_log_gamma() {
  log_gamma = forward > 0.0 && backward > 0.0 ? std::log(backward / forward)
                                              : std::numeric_limits<double>::quiet_NaN();
}

void PointReaction::set_constants(const double log_forward, const double log_backward) {
  forwards.set_log_constant(log_forward);
  backwards.set_log_constant(log_backward);
}

ReactionState PointReaction::from_logarithms(const double* log_activity, const double* activity,
                                             const double log_gamma,
                                             const FieldShift& shift) const {
  ReactionState state;
  state.log_gamma = log_gamma + shift.backward - shift.forward;
  // The greater of the two by itself; the other one is less by the factor exp(-excess).
  const bool runs_forward = state.log_gamma <= 0.0;
  const double greater = runs_forward
                             ? forwards.by_logarithms(log_activity, activity, shift.forward)
                             : backwards.by_logarithms(log_activity, activity, shift.backward);
  const double excess = std::abs(state.log_gamma);
  const bool are_close = excess < 1.0;
  const double power = are_close ? std::expm1(-excess) : std::exp(-excess);
  const double lesser = greater * (are_close ? 1.0 + power : power),
               net = greater * (are_close ? -power : 1.0 - power);
  state.forward = runs_forward ? greater : lesser;
  state.backward = runs_forward ? lesser : greater;
  state.rate = runs_forward ? net : -net;
  return state;
}

ReactionState PointReaction::from_activities(const double* activity,
                                             const FieldShift& shift) const {
  ReactionState state;
  state.forward = forwards.by_activities(activity, shift.forward);
  state.backward = backwards.by_activities(activity, shift.backward);
  state.rate = state.forward - state.backward;
  return state;
}

void PointReaction::add_slopes(const double* activity, const FieldShift& shift,
                               double* slopes) const {
  forwards.add_slopes(1.0, activity, shift.forward, slopes);
  backwards.add_slopes(-1.0, activity, shift.backward, slopes);
}

std::shared_ptr<const ReactionRates>
make_reaction_rates(const std::vector<Reaction>& reactions, const Material& material,
                    const std::vector<double>& standard_potential, const Scaling& scaling) {
  auto rates = std::make_shared<ReactionRates>();
  for (unsigned int r = 0; r < reactions.size(); ++r) {
    if (!runs_in(reactions[r], material)) continue;
    Reaction given = reactions[r];
    if (given.forward_orders.empty() && given.backward_orders.empty()) given.use_mass_action();
    PointReaction reaction;
    reaction.number = r;
    reaction.forwards = MassAction(given.forward_orders);
    reaction.backwards = MassAction(given.backward_orders);
    reaction.field_effect = field_effect_of(given, material, scaling.temperature);
    reaction.field_scale = scaling.potential() / scaling.length;
    reaction.raises_forward = !given.field_raises_backward || given.field_keeps_equilibrium;
    reaction.raises_backward = given.field_raises_backward || given.field_keeps_equilibrium;
    double shift = 0.0; // of ln K by the standard potentials
    for (unsigned int i = 0; i < standard_potential.size(); ++i)
      if (const int nu = given.stoichiometric_number(i)) {
        reaction.numbers.emplace_back(i, nu);
        shift += nu * standard_potential[i];
      }

    const double log_c0 = std::log(scaling.concentration);
    double log_forward = std::log(given.forward_constant) - std::log(scaling.source()) +
                         Reaction::sum_of(given.forward_orders) * log_c0;
    reaction.log_equilibrium =
        std::log(given.equilibrium_constant) - given.change_of_particles() * log_c0;
    if (given.is_equilibrium && given.meets_in_fronts) {
      const double log_fast = std::log(fast_in_fronts);
      log_forward = std::min(log_fast, log_fast + reaction.log_equilibrium - shift);
    } else if (given.is_equilibrium) {
      reaction.linear_rate = exchange_in_equilibrium;
      log_forward = std::log(exchange_in_equilibrium);
    }
    reaction.set_constants(log_forward, log_forward - reaction.log_equilibrium + shift);
    rates->reactions.push_back(reaction);
  }
  if (rates->reactions.empty()) return nullptr;
  return rates;
}

} // namespace ionflux
