#include <ionflux/output/observables/rows.h>

#include <cmath>

namespace ionflux {

namespace {

std::vector<Observation> observe_conductance(const SolvedState& state,
                                             const ObservableSettings& settings) {
  const auto pair = electrodes(state, settings);
  if (!pair) return {};
  const std::string place = place_of(settings, pair->name);
  std::vector<Observation> found = {
      {"voltage", place, "", pair->voltage, "V"},
      {"current", place, "", pair->current, per_depth("A", state.physical_dimension)}};
  // Of a current that is rounding there is none to tell; without ions that could carry one it is 0.
  const bool is_rounding =
      pair->gross_current > 0.0 && is_noise(pair->current, pair->gross_current);
  if (!is_noise(pair->voltage, state.thermal_voltage) && !is_rounding)
    found.push_back({"conductance", place, "", pair->current / pair->voltage,
                     per_depth("S", state.physical_dimension)});
  return found;
}

std::vector<Observation> observe_resistance(const SolvedState& state,
                                            const ObservableSettings& settings) {
  const auto pair = electrodes(state, settings);
  if (!pair || !pair->equal_baths || is_noise(pair->current, pair->gross_current) ||
      is_noise(pair->voltage, state.thermal_voltage))
    return {};
  const std::string unit = state.physical_dimension == 2 ? "ohm m" : "ohm";
  const double squared = pair->current * pair->current;
  std::vector<Observation> found;
  for (const RegionSummary& region : state.regions)
    if (region.dissipation > 0.0)
      found.push_back({"resistance", region.name, "", region.dissipation / squared, unit});
  found.push_back(
      {"resistance", place_of(settings, pair->name), "", pair->voltage / pair->current, unit});
  return found;
}

} // namespace

ObservableRow conductance_row() {
  return {
      "conductance",
      "Voltage (potential of the electrode at 'From' less that at 'To'; of a named boundary "
      "without a given potential or current, the mean in the solution), current into the domain "
      "at 'From', and the chord conductance I / V, between two boundaries whose potential is "
      "given. Without 'From' and 'To': the only two there are.",
      {},
      {"From", "To"},
      true,
      observe_conductance};
}

ObservableRow resistance_row() {
  return {"resistance",
          "The resistance V / I between two boundaries and the part of each region in it, "
          "dissipation / I^2: of a reservoir the access resistance, of a pore its own. The parts "
          "add up to the whole. Only between equal baths.",
          {},
          {"From", "To"},
          true,
          observe_resistance};
}

} // namespace ionflux
