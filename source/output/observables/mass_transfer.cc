#include <ionflux/output/observables/rows.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace ionflux {

namespace {

std::optional<unsigned int> find_boundary(const SolvedState& state, const std::string& name) {
  for (unsigned int b = 0; b < state.boundaries.size(); ++b)
    if (state.boundaries[b].name == name) return b;
  return {};
}

double mean_concentration(const SolvedState& state, const unsigned int boundary,
                          const unsigned int species) {
  const std::string name = "c_" + state.species[species].name + " [";
  for (unsigned int k = 0; k < state.scalars.size(); ++k)
    if (state.scalars[k].name.compare(0, name.size(), name) == 0)
      return state.boundaries[boundary].scalar[k];
  return std::numeric_limits<double>::quiet_NaN();
}

// Of what a flow brings or takes: flux over flow, with its diffusive part; of a boundary that none
// passes the mean. [mol/m^3]
double mixed_concentration(const SolvedState& state, const unsigned int boundary,
                           const unsigned int species) {
  const BoundaryMean& mean = state.boundaries[boundary];
  double greatest = 0.0;
  for (const BoundaryMean& one : state.boundaries)
    greatest = std::max(greatest, std::abs(one.flow));
  return is_noise(mean.flow, greatest) ? mean_concentration(state, boundary, species)
                                       : state.fluxes[boundary].flux[species] / mean.flow;
}

std::vector<Observation> observe_mass_transfer(const SolvedState& state,
                                               const ObservableSettings& settings) {
  std::vector<Observation> found;
  const auto wall = find_boundary(state, settings.from), bulk = find_boundary(state, settings.to);
  if (!wall || !bulk) return found;
  const std::string place = place_of(settings, settings.from);
  for (unsigned int i = 0; i < state.species.size(); ++i) {
    const std::string& name = state.species[i].name;
    const double away = mixed_concentration(state, *bulk, i),
                 beside = mean_concentration(state, *wall, i),
                 flux = state.fluxes[*wall].flux[i] / state.boundaries[*wall].area;
    if (flux == 0.0 || is_noise(away - beside, std::abs(away) + std::abs(beside))) continue;
    const double coefficient = flux / (away - beside);
    found.push_back({"mass transfer coefficient", place, name, coefficient, "m/s"});
    if (settings.length > 0.0 && state.species[i].diffusivity > 0.0)
      found.push_back({"Sherwood number", place, name,
                       coefficient * settings.length / state.species[i].diffusivity, ""});
    // The species' part of the current at which it would be used up, were they in proportion.
    if (state.species[i].charge_number != 0 && beside < away)
      found.push_back({"limiting current", place, name,
                       -constants::faraday * state.species[i].charge_number *
                           state.fluxes[*wall].flux[i] * away / (away - beside),
                       per_depth("A", state.physical_dimension)});
  }
  return found;
}

std::vector<Observation> observe_passage(const SolvedState& state,
                                         const ObservableSettings& settings) {
  std::vector<Observation> found;
  const auto in = find_boundary(state, settings.from), out = find_boundary(state, settings.to);
  if (!in || !out) return found;
  const std::string place = place_of(settings, settings.from + " - " + settings.to);
  for (unsigned int i = 0; i < state.species.size(); ++i) {
    const std::string& name = state.species[i].name;
    const double before = mixed_concentration(state, *in, i),
                 behind = mixed_concentration(state, *out, i);
    found.push_back({"mixed concentration", settings.from, name, before, "mol/m^3"});
    found.push_back({"mixed concentration", settings.to, name, behind, "mol/m^3"});
    if (!is_noise(before, std::abs(before) + std::abs(behind)))
      found.push_back({"desalination", place, name, 1.0 - behind / before, ""});
    const double enters = -state.fluxes[*in].flux[i], leaves = state.fluxes[*out].flux[i];
    if (is_noise(enters, std::abs(enters) + std::abs(leaves))) continue;
    found.push_back({"recovery", place, name, leaves / enters, ""});
    found.push_back({"conversion", place, name, 1.0 - leaves / enters, ""});
  }
  return found;
}

} // namespace

ObservableRow mass_transfer_row() {
  return {"mass transfer",
          "Of each species at the boundary 'From': mass transfer coefficient k, the mean flux "
          "density out of it over the difference of the concentration at 'To' (of what the flow "
          "brings there, flux over flow; of a boundary that none passes the mean) and the mean one "
          "at 'From'; with 'Length' L the Sherwood number k L / D; of an ion the limiting current "
          "that it can carry into the domain, its present one times c / (c - c_From): exact where "
          "fluxes are in proportion to that difference.",
          {"From", "To"},
          {"Length"},
          false,
          observe_mass_transfer};
}

ObservableRow passage_row() {
  return {
      "passage",
      "Of each species from the inlet 'From' to the outlet 'To' of a flow: mixed (flux-averaged) "
      "concentrations of both, desalination 1 - c_To / c_From, recovery (what leaves at 'To' "
      "over what enters at 'From') and conversion, 1 less that.",
      {"From", "To"},
      {},
      false,
      observe_passage};
}

} // namespace ionflux
