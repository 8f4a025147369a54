#include <ionflux/output/observables/rows.h>

#include <cmath>

namespace ionflux {

namespace {

// Goldman-Hodgkin-Katz voltage equation [RT/F]; only for ions of charge +-1 (Hodgkin and Katz, J.
// Physiol. 108, 37 (1949)).
std::optional<double> goldman(const SolvedState& state, const std::vector<double>& from,
                              const std::vector<double>& to) {
  if (state.permeability.empty()) return {};
  double there = 0.0, here = 0.0;
  for (unsigned int i = 0; i < from.size(); ++i) {
    const Species& species = state.species[i];
    if (species.charge_number == 0) continue;
    if (std::abs(species.charge_number) != 1) return {};
    const bool cation = species.charge_number > 0;
    there += state.permeability[i] * (cation ? to[i] : from[i]);
    here += state.permeability[i] * (cation ? from[i] : to[i]);
  }
  if (!(there > 0.0 && here > 0.0)) return {};
  return std::log(there / here);
}

std::vector<Observation> observe_reversal(const SolvedState& state,
                                          const ObservableSettings& settings) {
  const auto pair = electrodes(state, settings);
  if (!pair || pair->equal_baths || pair->from.concentration.empty() ||
      pair->to.concentration.empty())
    return {};
  const std::vector<double>&from = pair->from.concentration, &to = pair->to.concentration;
  const std::string place = place_of(settings, pair->name);
  std::vector<Observation> found;
  // A prescribed current of zero is met to the tolerance of the solver.
  if (std::abs(pair->current) <= 1e-6 * pair->gross_current)
    found.push_back({"reversal potential", place, "", pair->voltage, "V"});
  for (unsigned int i = 0; i < from.size(); ++i) {
    const int z = state.species[i].charge_number;
    if (z != 0 && from[i] > 0.0 && to[i] > 0.0)
      found.push_back({"Nernst potential", place, state.species[i].name,
                       state.thermal_voltage / z * std::log(to[i] / from[i]), "V"});
  }
  if (const auto potential = goldman(state, from, to))
    found.push_back({"GHK potential", place, "", state.thermal_voltage * *potential, "V"});
  return found;
}

} // namespace

ObservableRow reversal_potential_row() {
  return {
      "reversal potential",
      "Between two different baths: the voltage (potential of the electrode at 'From' less that at "
      "'To') if no current flows in this state, and beside it Nernst's of each ion and Goldman, "
      "Hodgkin "
      "and Katz's (ions of charge +-1 only) with the permeabilities of a thin membrane or, "
      "without one, in the ratio of the diffusivities (not with another mobility model than "
      "Nernst-Einstein).",
      {},
      {"From", "To"},
      true,
      observe_reversal};
}

} // namespace ionflux
