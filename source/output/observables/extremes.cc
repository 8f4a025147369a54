#include <ionflux/output/observables/rows.h>

#include <algorithm>
#include <limits>

namespace ionflux {

namespace {

// "phi [V]" is the quantity "phi" in "V".
std::string unit_in(const std::string& field) {
  const std::size_t open = field.find(" [");
  return field.substr(open + 2, field.size() - open - 3);
}

std::vector<Observation> observe_extremes(const SolvedState& state,
                                          const ObservableSettings& settings) {
  std::vector<Observation> found;
  for (unsigned int s = 0; s < state.scalars.size(); ++s) {
    const std::string& field = state.scalars[s].name;
    const std::string name = field.substr(0, field.find(" ["));
    if (name != settings.quantity) continue;
    double extent = 0.0, integral = 0.0;
    double least = std::numeric_limits<double>::max(),
           greatest = std::numeric_limits<double>::lowest();
    for (const RegionSummary& region :
         state.scalars[s].of_solution ? state.regions_with_solution() : state.regions) {
      if (!covers(settings, region) || !(region.extent[s] > 0.0)) continue;
      extent += region.extent[s];
      integral += region.integral[s];
      least = std::min(least, region.least[s]);
      greatest = std::max(greatest, region.greatest[s]);
    }
    if (!(extent > 0.0)) continue;
    found.push_back({"mean " + name, settings.name, "", integral / extent, unit_in(field)});
    found.push_back({"least " + name, settings.name, "", least, unit_in(field)});
    found.push_back({"greatest " + name, settings.name, "", greatest, unit_in(field)});
  }
  return found;
}

} // namespace

ObservableRow extremes_row() {
  return {
      "mean and extremes",
      "Mean by volume, least and greatest value of 'Quantity' in 'Regions' (all without it), at "
      "the quadrature points.",
      {"Quantity"},
      {"Regions"},
      false,
      observe_extremes};
}

} // namespace ionflux
