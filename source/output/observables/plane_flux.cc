#include <ionflux/output/observables/rows.h>
#include <ionflux/physics/constants.h>

namespace ionflux {

namespace {

std::vector<Observation> observe_plane(const SolvedState& state,
                                       const ObservableSettings& settings) {
  const std::vector<double> flux = state.flux_through_plane(settings.axis, settings.position);
  std::vector<Observation> found;
  double current = 0.0;
  for (unsigned int i = 0; i < flux.size(); ++i) {
    found.push_back({"flux through plane", settings.name, state.species[i].name, flux[i],
                     per_depth("mol/s", state.physical_dimension)});
    current += constants::faraday * state.species[i].charge_number * flux[i];
  }
  found.push_back({"current through plane", settings.name, "", current,
                   per_depth("A", state.physical_dimension)});
  return found;
}

} // namespace

ObservableRow plane_flux_row() {
  return {"flux through plane",
          "Flux of each species and current in the direction of 'Normal' through the whole cross-"
          "section at 'Position'. Variational, with a cut-off function of one layer of cells: in a "
          "steady state it differs between planes by what sources and boundaries between them "
          "bring in, to the tolerance of the solver. What enters within that layer counts by the "
          "function: put the plane on a line of nodes where boundaries beside it let a flux in.",
          {"Normal", "Position"},
          {},
          false,
          observe_plane};
}

} // namespace ionflux
