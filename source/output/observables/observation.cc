#include <ionflux/output/observables/observation.h>

#include <cmath>

namespace ionflux {

CsvTable observation_table(const std::vector<Observation>& observations,
                           const std::vector<double>& errors) {
  const auto text = [](const std::string& words) -> CsvTable::Cell {
    if (words.empty()) return std::monostate{};
    return words;
  };
  CsvTable table({"observable", "place", "species", "value", "unit", "mesh error"});
  for (unsigned int i = 0; i < observations.size(); ++i) {
    const Observation& one = observations[i];
    CsvTable::Cell error = std::monostate{};
    if (std::isfinite(errors[i])) error = errors[i];
    table.add_row(
        {one.observable, text(one.place), text(one.species), one.value, text(one.unit), error});
  }
  return table;
}

} // namespace ionflux
