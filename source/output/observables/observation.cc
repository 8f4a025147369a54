#include <ionflux/output/observables/observation.h>

namespace ionflux {

CsvTable observation_table(const std::vector<Observation>& observations) {
  const auto text = [](const std::string& words) -> CsvTable::Cell {
    if (words.empty()) return std::monostate{};
    return words;
  };
  CsvTable table({"observable", "place", "species", "value", "unit"});
  for (const Observation& one : observations)
    table.add_row({one.observable, text(one.place), text(one.species), one.value, text(one.unit)});
  return table;
}

} // namespace ionflux
