#include <ionflux/output/observables/rows.h>

namespace ionflux {

namespace {

std::vector<Observation> observe_boundaries(const SolvedState& state, const ObservableSettings&) {
  const auto unit = [&](const char* text) { return per_depth(text, state.physical_dimension); };
  std::vector<Observation> found;
  for (const BoundaryFlux& flux : state.fluxes) {
    for (unsigned int i = 0; i < flux.flux.size(); ++i)
      found.push_back({"flux", flux.boundary, state.species[i].name, flux.flux[i], unit("mol/s")});
    found.push_back({"current", flux.boundary, "", flux.current, unit("A")});
    if (state.has_double_layers)
      found.push_back({"surface charge", flux.boundary, "", -flux.charge, unit("C")});
  }
  return found;
}

} // namespace

ObservableRow boundary_flux_row() {
  return {
      "flux",
      "Flux of each species and current out of the domain through each boundary, from the "
      "residual (conservative), and the charge that sits on the boundary (by Gauss's law; not in "
      "electroneutral problems).",
      {},
      {},
      true,
      observe_boundaries};
}

} // namespace ionflux
