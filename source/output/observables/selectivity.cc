// What share of the current the ions carry.

#include <ionflux/output/observables/rows.h>
#include <ionflux/physics/constants.h>

#include <cmath>

namespace ionflux {

namespace {

// Share of each species in the current; empty without a current or with electrodes unknown.
std::vector<double> shares(const SolvedState& state, const std::optional<ElectrodePair>& pair) {
  std::vector<double> share;
  if (!pair || is_noise(pair->current, pair->gross_current) ||
      is_noise(pair->voltage, state.thermal_voltage))
    return share;
  for (unsigned int i = 0; i < state.species.size(); ++i)
    share.push_back(constants::faraday * state.species[i].charge_number * pair->into.flux[i] /
                    pair->into.current);
  return share;
}

double of_cations(const SolvedState& state, const std::vector<double>& share) {
  double sum = 0.0;
  for (unsigned int i = 0; i < share.size(); ++i)
    if (state.species[i].charge_number > 0) sum += share[i];
  return sum;
}

// Transference number of the cations in a bath: z^2 D c over the sum.
double cations_in_bath(const SolvedState& state, const std::vector<double>& concentrations) {
  double cations = 0.0, all = 0.0;
  for (unsigned int i = 0; i < concentrations.size(); ++i) {
    const Species& species = state.species[i];
    const double conductivity =
        species.charge_number * species.charge_number * species.diffusivity * concentrations[i];
    all += conductivity;
    if (species.charge_number > 0) cations += conductivity;
  }
  return cations / all;
}

std::vector<Observation> observe_transference(const SolvedState& state,
                                              const ObservableSettings& settings) {
  const auto pair = electrodes(state, settings);
  const std::vector<double> share = shares(state, pair);
  if (share.empty()) return {};
  const std::string place = place_of(settings, pair->name);
  std::vector<Observation> found;
  for (unsigned int i = 0; i < share.size(); ++i)
    if (state.species[i].charge_number != 0)
      found.push_back({"transference number", place, state.species[i].name, share[i], ""});
  found.push_back({"transference number", place, "cations", of_cations(state, share), ""});
  return found;
}

std::vector<Observation> observe_permselectivity(const SolvedState& state,
                                                 const ObservableSettings& settings) {
  const auto pair = electrodes(state, settings);
  const std::vector<double> share = shares(state, pair);
  if (share.empty() || !pair->equal_baths || !state.nernst_einstein) return {};
  const double cations = of_cations(state, share),
               bath = cations_in_bath(state, pair->from.concentration);
  if (!(bath > 0.0 && bath < 1.0)) return {};
  const bool passes_cations = cations >= bath;
  const double value = passes_cations ? (cations - bath) / (1.0 - bath) : (bath - cations) / bath;
  return {{"permselectivity", place_of(settings, pair->name), passes_cations ? "cations" : "anions",
           value, ""}};
}

} // namespace

ObservableRow transference_row() {
  return {"transference number",
          "Share z F J / I of each species, and of all cations, in the current into the domain at "
          "'From'. Between different baths diffusion has part in it.",
          {},
          {"From", "To"},
          true,
          observe_transference};
}

ObservableRow permselectivity_row() {
  return {"permselectivity",
          "(t - t_bath) / (1 - t_bath) of the ions that are favoured, with their transference "
          "number t and that in the baths: 0 is no selectivity, 1 an ideal one. Only between equal "
          "baths, and with the Nernst-Einstein mobility, which says t_bath.",
          {},
          {"From", "To"},
          true,
          observe_permselectivity};
}

} // namespace ionflux
