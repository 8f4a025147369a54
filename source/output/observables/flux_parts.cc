#include <ionflux/output/observables/rows.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Of a species, over all boundaries: what is far below is what cancellation left.
double largest_parts(const SolvedState& state, const unsigned int species) {
  double largest = 0.0;
  for (const BoundaryMean& boundary : state.boundaries)
    for (const double part : boundary.flux_parts[species])
      largest = std::max(largest, std::abs(part));
  return largest;
}

std::vector<Observation> observe_flux_parts(const SolvedState& state, const ObservableSettings&) {
  const std::string unit = per_depth("mol/s", state.physical_dimension);
  std::vector<Observation> found;
  for (const BoundaryMean& boundary : state.boundaries)
    for (unsigned int i = 0; i < boundary.flux_parts.size(); ++i) {
      const auto& [diffusion, migration, advection] = boundary.flux_parts[i];
      const std::string& species = state.species[i].name;
      found.push_back({"diffusion", boundary.name, species, diffusion, unit});
      found.push_back({"migration", boundary.name, species, migration, unit});
      found.push_back({"advection", boundary.name, species, advection, unit});
      const double sum = diffusion + migration + advection;
      if (!is_noise(sum, largest_parts(state, i)))
        found.push_back({"share of migration", boundary.name, species, migration / sum, ""});
    }
  return found;
}

} // namespace

ObservableRow flux_parts_row() {
  return {
      "flux parts",
      "Diffusion, migration and advection of each species outward through each boundary, and the "
      "share of migration in their sum. By quadrature of the gradients at the boundary: the sum "
      "differs from the conservative flux of fluxes.csv by as much as its column 'direct flux'.",
      {},
      {},
      false,
      observe_flux_parts};
}

} // namespace ionflux
