#include <ionflux/output/observables/mesh_errors.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

SolvedState without_mesh_errors(const SolvedState& state, const MeshErrors& errors) {
  SolvedState corrected(state);
  for (unsigned int b = 0; b < errors.boundaries.size() && errors.available; ++b) {
    const MeshErrors::Boundary& error = errors.boundaries[b];
    BoundaryFlux& flux = corrected.fluxes[b];
    for (unsigned int i = 0; i < error.flux.size(); ++i)
      flux.flux[i] += error.flux[i];
    flux.current += error.current;
    flux.charge += error.charge;
    for (BoundaryMean& mean : corrected.boundaries) // no sides of membranes among them
      if (mean.name == flux.boundary) mean.scalar[0] += error.potential;
  }
  return corrected;
}

std::vector<double> observation_errors(const SolvedState& state,
                                       const std::vector<Observation>& observations,
                                       const std::vector<Observation>& corrected) {
  const auto is_region = [&](const std::string& name) {
    return std::any_of(state.regions.begin(), state.regions.end(),
                       [&](const RegionSummary& region) { return region.name == name; });
  };
  std::vector<double> errors(observations.size(), std::numeric_limits<double>::quiet_NaN());
  if (corrected.size() != observations.size()) return errors; // one came or went at a limit
  for (unsigned int i = 0; i < errors.size(); ++i)
    if (corrected[i].value != observations[i].value && !is_region(observations[i].place))
      errors[i] = corrected[i].value - observations[i].value;
  return errors;
}

std::string with_error(const double value, const double error) {
  constexpr int most_digits = 10;
  if (!(std::abs(error) > 0.0) || !std::isfinite(value / error)) return format_text("%.8g", value);
  const double size = std::max(std::abs(value), std::abs(error));
  const int digits =
      2 + static_cast<int>(std::floor(std::log10(size)) - std::floor(std::log10(std::abs(error))));
  return format_text("%#.*g +- %.1e", std::min(digits, most_digits), value, std::abs(error));
}

} // namespace ionflux
