#include <ionflux/output/observables/observation.h>

#include <cmath>
#include <limits>

namespace ionflux {

void set_algebraic_errors(const std::vector<Observation>& before, std::vector<Observation>& now) {
  if (before.size() != now.size()) return; // one of them was not defined before
  constexpr double rounding = 4.0 * std::numeric_limits<double>::epsilon();
  for (unsigned int i = 0; i < now.size(); ++i)
    now[i].error = std::abs(now[i].value - before[i].value) + rounding * std::abs(now[i].value);
}

CsvTable observation_table(const std::vector<Observation>& observations) {
  const auto text = [](const std::string& words) -> CsvTable::Cell {
    if (words.empty()) return std::monostate{};
    return words;
  };
  CsvTable table({"observable", "place", "species", "value", "algebraic error", "unit"});
  for (const Observation& one : observations)
    table.add_row({one.observable, text(one.place), text(one.species), one.value,
                   one.error < 0.0 ? CsvTable::Cell(std::monostate{}) : CsvTable::Cell(one.error),
                   text(one.unit)});
  return table;
}

} // namespace ionflux
