#include <ionflux/physics/material.h>
#include <ionflux/physics/reactions/reaction.h>

#include <algorithm>
#include <cstdlib>

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

bool Reaction::involves(const unsigned int species) const {
  for (const std::vector<ReactionTerm>* side : {&reactants, &products})
    for (const ReactionTerm& term : *side)
      if (term.species == species) return true;
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

std::string unit_of_rate_constant(const int n_particles) {
  return n_particles == 1 ? "1/s" : unit_of_equilibrium_constant(1 - n_particles) + "/s";
}

} // namespace ionflux
