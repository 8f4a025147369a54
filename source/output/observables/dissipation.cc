#include <ionflux/output/observables/rows.h>

namespace ionflux {

namespace {

std::vector<Observation> observe_dissipation(const SolvedState& state, const ObservableSettings&) {
  const std::string unit = per_depth("W", state.physical_dimension);
  std::vector<Observation> found;
  double sum = 0.0;
  for (const RegionSummary& region : state.regions) {
    found.push_back({"dissipation", region.name, "", region.dissipation, unit});
    if (!state.reactions.empty())
      found.push_back(
          {"dissipation by reactions", region.name, "", region.reaction_dissipation, unit});
    sum += region.dissipation + region.reaction_dissipation;
  }
  found.push_back({"dissipation", "all", "", sum, unit});
  found.push_back({"power put in", "all", "", state.power, unit});
  return found;
}

} // namespace

ObservableRow dissipation_row() {
  return {"dissipation",
          "Integral of -sum J . grad mu, which friction turns into heat, over each region and over "
          "all, with that of reactions, the integral of rate times affinity; and the power that "
          "enters through boundaries and with sources, sum mu J, which must "
          "be the same. An audit compares the two.",
          {},
          {},
          true,
          observe_dissipation};
}

} // namespace ionflux
