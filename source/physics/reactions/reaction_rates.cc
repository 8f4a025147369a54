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

// Activities of broken orders below this one count as it: x^n has no slope at 0.
constexpr double least_activity = 1e-12;

double log_product(const std::vector<RateOrder>& side, const double* log_activity) {
  double sum = 0.0;
  for (const RateOrder& one : side)
    sum += one.order * log_activity[one.species];
  return sum;
}

bool is_linear(const std::vector<RateOrder>& side) {
  return side.size() == 1 && side[0].order == 1.0;
}

double whole_power(const double base, const unsigned int exponent) {
  double result = 1.0;
  for (unsigned int k = 0; k < exponent; ++k)
    result *= base;
  return result;
}

// a^n and its slope. Two negative factors would make a product of the wrong sign, and Newton's
// method would find solutions that mean nothing; a single one keeps linear problems linear.
struct Power {
  double value, slope;
};

Power power(const bool linear, const double activity, const double order) {
  if (linear) return {activity, 1.0};
  if (order >= 1.0 && order == std::floor(order)) {
    const double a = std::max(activity, 0.0);
    const double lower = whole_power(a, order - 1.0);
    return {lower * a, activity > 0.0 ? order * lower : 0.0};
  }
  if (activity > least_activity) {
    const double lower = std::pow(activity, order - 1.0);
    return {lower * activity, order * lower};
  }
  const double edge = std::pow(least_activity, order);
  if (order < 0.0) return {edge, 0.0};
  // Falls to 0 in a straight line, so that nothing is used up that is not there.
  return {edge * activity / least_activity, edge / least_activity};
}

double product(const std::vector<RateOrder>& side, const double* activity) {
  const bool linear = is_linear(side);
  double result = 1.0;
  for (const RateOrder& one : side)
    result *= power(linear, activity[one.species], one.order).value;
  return result;
}

void add_product_slopes(const std::vector<RateOrder>& side, const double constant,
                        const double* activity, double* slopes) {
  const bool linear = is_linear(side);
  for (const RateOrder& own : side) {
    double slope = constant * power(linear, activity[own.species], own.order).slope;
    for (const RateOrder& one : side)
      if (&one != &own) slope *= power(linear, activity[one.species], one.order).value;
    slopes[own.species] += slope;
  }
}

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

ReactionState PointReaction::from_logarithms(const double* log_activity, const double log_gamma,
                                             const FieldShift& shift) const {
  ReactionState state;
  state.forward = std::exp(log_forward + shift.forward + log_product(reactants, log_activity));
  state.backward = std::exp(log_backward + shift.backward + log_product(products, log_activity));
  state.log_gamma = log_gamma + shift.backward - shift.forward;
  state.rate = state.log_gamma <= 0.0 ? -state.forward * std::expm1(state.log_gamma)
                                      : state.backward * std::expm1(-state.log_gamma);
  return state;
}

ReactionState PointReaction::from_activities(const double* activity,
                                             const FieldShift& shift) const {
  ReactionState state;
  state.forward = std::exp(log_forward + shift.forward) * product(reactants, activity);
  state.backward = std::exp(log_backward + shift.backward) * product(products, activity);
  state.rate = state.forward - state.backward;
  state.log_gamma = state.forward > 0.0 && state.backward > 0.0
                        ? std::log(state.backward / state.forward)
                        : std::numeric_limits<double>::quiet_NaN();
  return state;
}

void PointReaction::add_slopes(const double* activity, const FieldShift& shift,
                               double* slopes) const {
  add_product_slopes(reactants, std::exp(log_forward + shift.forward), activity, slopes);
  add_product_slopes(products, -std::exp(log_backward + shift.backward), activity, slopes);
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
    reaction.reactants = given.forward_orders;
    reaction.products = given.backward_orders;
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
    reaction.log_forward = std::log(given.forward_constant) - std::log(scaling.source()) +
                           Reaction::sum_of(given.forward_orders) * log_c0;
    if (given.is_equilibrium) {
      reaction.linear_rate = exchange_in_equilibrium;
      reaction.log_forward = std::log(exchange_in_equilibrium);
    }
    reaction.log_equilibrium =
        std::log(given.equilibrium_constant) - given.change_of_particles() * log_c0;
    reaction.log_backward = reaction.log_forward - reaction.log_equilibrium + shift;
    rates->reactions.push_back(reaction);
  }
  if (rates->reactions.empty()) return nullptr;
  return rates;
}

} // namespace ionflux
