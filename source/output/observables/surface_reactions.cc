// Reactions at electrodes, walls and on carriers: rates, currents, ratios; coverages of sites.

#include <ionflux/output/observables/rows.h>
#include <ionflux/physics/constants.h>

#include <cmath>

namespace ionflux {

namespace {

/// From the electrode into the solution [A]: positive for an oxidation.
double current_of(const SurfaceReactionState& reaction) {
  return reaction.electrons * constants::faraday * (reaction.forward - reaction.backward);
}

std::vector<Observation> observe_surface_reactions(const SolvedState& state,
                                                   const ObservableSettings&) {
  const std::string rate_unit = per_depth("mol/s", state.physical_dimension),
                    current_unit = per_depth("A", state.physical_dimension);
  std::vector<Observation> found;
  for (const SurfaceReactionState& one : state.surface_reactions) {
    const std::string of = " of " + one.name;
    found.push_back({"surface rate" + of, one.place, "", one.forward - one.backward, rate_unit});
    if (one.backward > 0.0 && one.forward > 0.0)
      found.push_back({"flux ratio" + of, one.place, "", one.forward / one.backward, ""});
    if (std::isfinite(one.dissipation))
      found.push_back({"dissipation" + of, one.place, "", one.dissipation,
                       per_depth("W", state.physical_dimension)});
    for (const auto& [species, ratio] : one.ussing)
      found.push_back({"Ussing's ratio" + of, one.place, species, ratio, ""});
    if (one.electrons == 0) continue;
    double total = 0.0, gross = 0.0;
    for (const SurfaceReactionState& other : state.surface_reactions)
      if (other.place == one.place) {
        total += current_of(other);
        gross += std::abs(current_of(other));
      }
    found.push_back({"electrode current" + of, one.place, "", current_of(one), current_unit});
    if (!is_noise(total, gross))
      found.push_back({"current efficiency" + of, one.place, "", current_of(one) / total, ""});
  }
  for (const CoverageState& one : state.coverages)
    found.push_back({"coverage", one.place, one.species, one.coverage, ""});
  return found;
}

} // namespace

ObservableRow surface_reactions_row() {
  return {
      "surface reactions",
      "Net rate of each reaction on a surface and the ratio of its forward to its backward rate; "
      "its dissipation, the integral of rate times affinity RT ln(v_f / v_b), which the solution's "
      "('dissipation') does not contain (not of a reaction that goes one way); the current of an "
      "electrode reaction, positive from the electrode into the solution "
      "(oxidation), and its part of the whole (current efficiency); beside the flux ratio of a "
      "carrier Ussing's ratio of each species, which it would have if it passed alone; the "
      "coverage of adsorption sites.",
      {},
      {},
      true,
      observe_surface_reactions};
}

} // namespace ionflux
