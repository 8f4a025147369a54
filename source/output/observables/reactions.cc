// What reactions turn over, and what they make of the species.

#include <ionflux/output/observables/rows.h>

namespace ionflux {

namespace {

// Place of the scalars of a reaction in SolvedState::scalars: rate, then Gamma, then affinity.
unsigned int rate_of(const SolvedState& state, const unsigned int reaction) {
  return state.scalars.size() - 3 * (state.reactions.size() - reaction);
}

std::vector<Observation> observe_reactions(const SolvedState& state, const ObservableSettings&) {
  const std::string unit = per_depth("mol/s", state.physical_dimension);
  std::vector<Observation> found;
  for (unsigned int r = 0; r < state.reactions.size(); ++r) {
    const unsigned int rate = rate_of(state, r), gamma = rate + 1;
    const std::string of = " of " + state.reactions[r].name;
    for (const RegionSummary& region : state.regions) {
      if (!(region.extent[rate] > 0.0)) continue;
      found.push_back({"rate" + of, region.name, "", region.integral[rate], unit});
      if (!(region.extent[gamma] > 0.0)) continue;
      found.push_back({"least Gamma" + of, region.name, "", region.least[gamma], ""});
      found.push_back({"greatest Gamma" + of, region.name, "", region.greatest[gamma], ""});
    }
  }
  for (unsigned int i = 0; i < state.species.size(); ++i) {
    double sum = 0.0;
    bool reacts = false;
    for (unsigned int r = 0; r < state.reactions.size(); ++r) {
      const int nu = state.reactions[r].stoichiometric_number(i);
      reacts = reacts || nu != 0;
      for (const RegionSummary& region : state.regions)
        sum += nu * region.integral[rate_of(state, r)];
    }
    if (reacts)
      found.push_back({"production by reactions", "all", state.species[i].name, sum, unit});
  }
  return found;
}

} // namespace

ObservableRow reactions_row() {
  return {"reactions",
          "Integral of the net rate of each reaction over each region where it runs, the least and "
          "greatest Gamma = v_b / v_f there (1 in equilibrium), and the production of each species "
          "by all reactions, which is what leaves through the boundaries.",
          {},
          {},
          true,
          observe_reactions};
}

} // namespace ionflux
