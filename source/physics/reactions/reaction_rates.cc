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

double log_product(const std::vector<ReactionTerm>& side, const double* log_activity) {
  double sum = 0.0;
  for (const ReactionTerm& term : side)
    sum += term.number * log_activity[term.species];
  return sum;
}

bool is_linear(const std::vector<ReactionTerm>& side) { return Reaction::particles(side) == 1; }

// Two negative factors would make a product of the wrong sign, and Newton's method would find
// solutions that mean nothing; a single one keeps linear problems linear.
double factor_of(const std::vector<ReactionTerm>& side, const double activity) {
  return is_linear(side) ? activity : std::max(activity, 0.0);
}

double product(const std::vector<ReactionTerm>& side, const double* activity) {
  double result = 1.0;
  for (const ReactionTerm& term : side)
    for (int k = 0; k < term.number; ++k)
      result *= factor_of(side, activity[term.species]);
  return result;
}

void add_product_slopes(const std::vector<ReactionTerm>& side, const double constant,
                        const double* activity, double* slopes) {
  for (const ReactionTerm& own : side) {
    double slope = constant * own.number;
    if (!is_linear(side) && !(activity[own.species] > 0.0)) slope = 0.0;
    for (const ReactionTerm& term : side)
      for (int k = 0; k < term.number - (&term == &own); ++k)
        slope *= factor_of(side, activity[term.species]);
    slopes[own.species] += slope;
  }
}

} // namespace

ReactionState PointReaction::from_logarithms(const double* log_activity,
                                             const double log_gamma) const {
  ReactionState state;
  state.forward = std::exp(log_forward + log_product(reactants, log_activity));
  state.backward = std::exp(log_backward + log_product(products, log_activity));
  state.log_gamma = log_gamma;
  state.rate = log_gamma <= 0.0 ? -state.forward * std::expm1(log_gamma)
                                : state.backward * std::expm1(-log_gamma);
  return state;
}

ReactionState PointReaction::from_activities(const double* activity) const {
  ReactionState state;
  state.forward = std::exp(log_forward) * product(reactants, activity);
  state.backward = std::exp(log_backward) * product(products, activity);
  state.rate = state.forward - state.backward;
  state.log_gamma = state.forward > 0.0 && state.backward > 0.0
                        ? std::log(state.backward / state.forward)
                        : std::numeric_limits<double>::quiet_NaN();
  return state;
}

void PointReaction::add_slopes(const double* activity, double* slopes) const {
  add_product_slopes(reactants, std::exp(log_forward), activity, slopes);
  add_product_slopes(products, -std::exp(log_backward), activity, slopes);
}

std::shared_ptr<const ReactionRates>
make_reaction_rates(const std::vector<Reaction>& reactions, const Material& material,
                    const std::vector<double>& standard_potential, const Scaling& scaling) {
  auto rates = std::make_shared<ReactionRates>();
  for (unsigned int r = 0; r < reactions.size(); ++r) {
    const Reaction& given = reactions[r];
    if (!runs_in(given, material)) continue;
    PointReaction reaction;
    reaction.number = r;
    reaction.reactants = given.reactants;
    reaction.products = given.products;
    double shift = 0.0; // of ln K by the standard potentials
    for (unsigned int i = 0; i < standard_potential.size(); ++i)
      if (const int nu = given.stoichiometric_number(i)) {
        reaction.numbers.emplace_back(i, nu);
        shift += nu * standard_potential[i];
      }

    const double log_c0 = std::log(scaling.concentration);
    reaction.log_forward = std::log(given.forward_constant) - std::log(scaling.source()) +
                           Reaction::particles(given.reactants) * log_c0;
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
