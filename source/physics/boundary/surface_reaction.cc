#include <ionflux/physics/boundary/law_numbers.h>
#include <ionflux/physics/boundary/surface_reaction.h>

#include <set>

namespace ionflux {

std::vector<unsigned int> SurfaceReaction::participants() const {
  std::set<unsigned int> found;
  for (const std::vector<ReactionTerm>* side : {&stoichiometry.reactants, &stoichiometry.products})
    for (const ReactionTerm& term : *side)
      found.insert(term.species % n_species);
  return {found.begin(), found.end()};
}

std::vector<Seen> seen_by_reaction(const LawSpecies& about) {
  const SurfaceReaction& reaction = *about.reaction;
  std::vector<Seen> seen;
  if (reaction.electrons != 0 || reaction.crosses_membrane()) seen.push_back({Seen::potential});
  for (const unsigned int species : reaction.participants())
    seen.push_back({Seen::activity, static_cast<int>(species)});
  return seen;
}

} // namespace ionflux
