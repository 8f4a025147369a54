#include <ionflux/output/observables/rows.h>

#include <cmath>

namespace ionflux {

namespace {

std::vector<Observation> observe_boundary_extremes(const SolvedState& state,
                                                   const ObservableSettings& settings) {
  std::vector<Observation> found;
  for (unsigned int s = 0; s < state.scalars.size(); ++s) {
    const std::string& field = state.scalars[s].name;
    const std::size_t open = field.find(" [");
    const std::string name = field.substr(0, open),
                      unit = field.substr(open + 2, field.size() - open - 3);
    if (name != settings.quantity || state.scalars[s].of_solution) continue;
    for (const BoundaryMean& boundary : state.boundaries) {
      if (!std::isfinite(boundary.scalar[s])) continue; // it is not there
      found.push_back({"mean " + name, boundary.name, "", boundary.scalar[s], unit});
      found.push_back({"least " + name, boundary.name, "", boundary.least[s], unit});
      found.push_back({"greatest " + name, boundary.name, "", boundary.greatest[s], unit});
    }
  }
  return found;
}

} // namespace

ObservableRow boundary_extremes_row() {
  return {"extremes on boundaries",
          "Mean by area, least and greatest value of 'Quantity' on each boundary, at the "
          "quadrature points: the largest concentration at the ground.",
          {"Quantity"},
          {},
          false,
          observe_boundary_extremes};
}

} // namespace ionflux
