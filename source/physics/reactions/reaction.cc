#include <ionflux/physics/material.h>
#include <ionflux/physics/reactions/reaction.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace ionflux {

namespace {

/// "mol", "mol^2"
std::string to_the_power(const std::string& unit, const int power) {
  return power == 1 ? unit : unit + "^" + std::to_string(power);
}

} // namespace

int Reaction::particles(const std::vector<ReactionTerm>& side) {
  int sum = 0;
  for (const ReactionTerm& term : side)
    sum += term.number;
  return sum;
}

int Reaction::stoichiometric_number(const unsigned int species) const {
  int number = 0;
  for (const ReactionTerm& term : products)
    if (term.species == species) number += term.number;
  for (const ReactionTerm& term : reactants)
    if (term.species == species) number -= term.number;
  return number;
}

void Reaction::use_mass_action() {
  const auto orders_of = [](const std::vector<ReactionTerm>& side) {
    std::vector<RateOrder> orders;
    for (const ReactionTerm& term : side) {
      const auto same = std::find_if(orders.begin(), orders.end(), [&](const RateOrder& one) {
        return one.species == term.species;
      });
      if (same != orders.end())
        same->order += term.number;
      else
        orders.push_back({term.species, static_cast<double>(term.number)});
    }
    return orders;
  };
  forward_orders = orders_of(reactants);
  backward_orders = orders_of(products);
}

void Reaction::use_orders(const std::vector<RateOrder>& forward) {
  forward_orders = forward;
  std::map<unsigned int, double> backward;
  for (const RateOrder& one : forward)
    backward[one.species] += one.order;
  for (const ReactionTerm& term : products)
    backward[term.species] += term.number;
  for (const ReactionTerm& term : reactants)
    backward[term.species] -= term.number;
  backward_orders.clear();
  for (const auto& [species, order] : backward)
    if (std::abs(order) > 1e-12) backward_orders.push_back({species, order});
}

double Reaction::sum_of(const std::vector<RateOrder>& orders) {
  double sum = 0.0;
  for (const RateOrder& one : orders)
    sum += one.order;
  return sum;
}

bool Reaction::involves(const unsigned int species) const {
  for (const std::vector<ReactionTerm>* side : {&reactants, &products})
    for (const ReactionTerm& term : *side)
      if (term.species == species) return true;
  for (const RateOrder& one : forward_orders)
    if (one.species == species) return true;
  return false;
}

bool runs_in(const Reaction& reaction, const Material& material) {
  const std::vector<std::string>& named = reaction.materials;
  if (!named.empty() && std::find(named.begin(), named.end(), material.name) == named.end())
    return false;
  for (unsigned int i = 0; i < material.excluded.size(); ++i)
    if (material.excluded[i] && reaction.involves(i)) return false;
  return true;
}

std::string unit_of_equilibrium_constant(const int change_of_particles) {
  const int n = std::abs(change_of_particles);
  const std::string amount = to_the_power("mol", n), volume = to_the_power("m", 3 * n);
  return n == 0 ? "" : change_of_particles > 0 ? amount + "/" + volume : volume + "/" + amount;
}

// udunits has whole powers only: a constant of a broken order is one of mol/m^3 as unit of
// concentration, (mol/m^3)^(1-n)/s.
std::string unit_of_rate_constant(const double order) {
  if (order == 1.0 || order != std::floor(order)) return "1/s";
  return unit_of_equilibrium_constant(1 - static_cast<int>(order)) + "/s";
}

} // namespace ionflux
