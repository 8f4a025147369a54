#include <ionflux/output/observables/rows.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

#include <cmath>

namespace ionflux {

const std::vector<ObservableRow>& observables() {
  static const std::vector<ObservableRow> table = {
      boundary_flux_row(), plane_flux_row(),   flux_parts_row(),      conductance_row(),
      resistance_row(),    transference_row(), permselectivity_row(), reversal_potential_row(),
      content_row(),       excess_row(),       extremes_row(),        boundary_extremes_row(),
      dissipation_row(),   free_energy_row(),  reactions_row(),       surface_reactions_row(),
      mass_transfer_row(), passage_row()};
  return table;
}

std::vector<Observation> observe(const SolvedState& state,
                                 const std::vector<ObservableSettings>& requested) {
  std::vector<Observation> all;
  const auto add = [&](const std::vector<Observation>& some) {
    all.insert(all.end(), some.begin(), some.end());
  };
  for (const ObservableRow& row : observables())
    if (row.automatic) add(row.observe(state, {}));
  for (const ObservableSettings& one : requested)
    for (const ObservableRow& row : observables())
      if (row.name == one.type) add(row.observe(state, one));
  return all;
}

namespace {

// Index of the boundary called `name`, or the next electrode from `first` on if there is no name.
std::optional<unsigned int> find_electrode(const SolvedState& state, const std::string& name,
                                           const unsigned int first) {
  for (unsigned int b = name.empty() ? first : 0; b < state.boundaries.size(); ++b)
    if (name.empty() ? state.boundaries[b].is_electrode : state.boundaries[b].name == name)
      return b;
  return {};
}

bool equal(const std::vector<double>& a, const std::vector<double>& b) {
  for (unsigned int i = 0; i < a.size() && i < b.size(); ++i)
    if (std::abs(a[i] - b[i]) > 1e-12 * (std::abs(a[i]) + std::abs(b[i]))) return false;
  return !a.empty() && a.size() == b.size();
}

} // namespace

bool is_noise(const double value, const double size) { return !(std::abs(value) > 1e-9 * size); }

std::optional<ElectrodePair> electrodes(const SolvedState& state,
                                        const ObservableSettings& settings) {
  const auto from = find_electrode(state, settings.from, 0);
  if (!from) return {};
  const auto to = find_electrode(state, settings.to, *from + 1);
  if (!to || *to == *from) return {};
  const bool named = !settings.from.empty() && !settings.to.empty();
  if (!named && find_electrode(state, "", *to + 1)) return {}; // three: which two is a guess
  const BoundaryFlux& flux = state.fluxes[*from];
  double gross = 0.0;
  for (unsigned int i = 0; i < flux.flux.size(); ++i)
    gross += std::abs(constants::faraday * state.species[i].charge_number * flux.flux[i]);
  const BoundaryMean &a = state.boundaries[*from], &b = state.boundaries[*to];
  return ElectrodePair{a,
                       b,
                       flux,
                       a.name + " - " + b.name,
                       a.potential - b.potential,
                       -flux.current,
                       gross,
                       equal(a.concentration, b.concentration)};
}

std::string place_of(const ObservableSettings& settings, const std::string& automatic) {
  return settings.name.empty() ? automatic : settings.name;
}

bool covers(const ObservableSettings& settings, const RegionSummary& region) {
  return settings.regions.empty() || contains(settings.regions, region.name);
}

} // namespace ionflux
