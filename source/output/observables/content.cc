// How much of what is where.

#include <ionflux/output/observables/rows.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Places in SolvedState::scalars.
unsigned int concentration_of(const unsigned int species) { return 1 + species; }
unsigned int charge_density(const SolvedState& state) { return 1 + 2 * state.species.size(); }

std::vector<Observation> observe_content(const SolvedState& state, const ObservableSettings&) {
  const auto unit = [&](const char* text) { return per_depth(text, state.physical_dimension); };
  std::vector<Observation> found;
  for (const RegionSummary& region : state.regions) {
    found.push_back(
        {"volume", region.name, "", region.volume, state.physical_dimension == 2 ? "m^2" : "m^3"});
    for (unsigned int i = 0; i < state.species.size(); ++i)
      if (region.greatest[concentration_of(i)] > 0.0)
        found.push_back({"amount", region.name, state.species[i].name,
                         region.integral[concentration_of(i)], unit("mol")});
    found.push_back({"charge", region.name, "", region.integral[charge_density(state)], unit("C")});
  }
  return found;
}

std::vector<Observation> observe_excess(const SolvedState& state,
                                        const ObservableSettings& settings) {
  const auto bath = std::find_if(state.baths.begin(), state.baths.end(),
                                 [&](const Bath& b) { return b.name == settings.bath; });
  std::vector<Observation> found;
  double charge = 0.0;
  for (unsigned int i = 0; i < state.species.size(); ++i) {
    double excess = 0.0;
    for (const RegionSummary& region : state.regions)
      if (covers(settings, region) && region.greatest[concentration_of(i)] > 0.0)
        excess += region.integral[concentration_of(i)] - bath->concentrations[i] * region.volume;
    charge += constants::faraday * state.species[i].charge_number * excess;
    found.push_back({"excess amount", settings.name, state.species[i].name, excess,
                     per_depth("mol", state.physical_dimension)});
  }
  found.push_back({"excess charge of the ions", settings.name, "", charge,
                   per_depth("C", state.physical_dimension)});
  return found;
}

} // namespace

ObservableRow content_row() {
  return {"content",
          "Volume of each region, amount of each species in it, and its charge (ions and fixed).",
          {},
          {},
          true,
          observe_content};
}

ObservableRow excess_row() {
  return {
      "excess amount",
      "Amount of each species in 'Regions' beyond what the same volume of 'Bath' holds (regions "
      "that a species cannot enter do not count), and the charge of the excess.",
      {"Bath"},
      {"Regions"},
      false,
      observe_excess};
}

} // namespace ionflux
