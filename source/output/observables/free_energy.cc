#include <ionflux/output/observables/rows.h>

#include <cmath>

namespace ionflux {

namespace {

std::vector<Observation> observe_free_energy(const SolvedState& state,
                                             const ObservableSettings& settings) {
  double field = 0.0, mixing = 0.0;
  for (const RegionSummary& region : state.regions)
    if (covers(settings, region)) {
      field += region.field_energy;
      mixing += region.mixing_energy;
    }
  const std::string unit = per_depth("J", state.physical_dimension);
  std::vector<Observation> found = {{"energy of the field", settings.name, "", field, unit}};
  if (std::isnan(mixing)) return found; // no free energy of these activities is known here
  found.push_back({"free energy of the species", settings.name, "", mixing, unit});
  found.push_back({"free energy", settings.name, "", field + mixing, unit});
  return found;
}

} // namespace

ObservableRow free_energy_row() {
  return {
      "free energy",
      "Energy of the field, integral of eps E^2 / 2, over 'Regions', and free energy of the "
      "species, integral of sum c (mu0 + RT (ln(c / 1 mol/L) - 1)) + RT f with the excess f from "
      "which the activities derive (the field alone with activities that derive from none: "
      "ions of several sizes in Debye and Hueckel's model, models of molalities, "
      "expressions). Of a closed system without electric work the sum falls as the "
      "dissipation says; a run in time audits that.",
      {},
      {"Regions"},
      false,
      observe_free_energy};
}

} // namespace ionflux
