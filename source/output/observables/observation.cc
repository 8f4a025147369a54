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

CsvTable observation_table(const std::vector<Observation>& observations,
                           const std::vector<double>& mesh_errors) {
  const auto text = [](const std::string& words) -> CsvTable::Cell {
    if (words.empty()) return std::monostate{};
    return words;
  };
  const auto known = [](const double error, const bool is_known) {
    return is_known ? CsvTable::Cell(error) : CsvTable::Cell(std::monostate{});
  };
  CsvTable table(
      {"observable", "place", "species", "value", "unit", "algebraic error", "mesh error"});
  for (unsigned int i = 0; i < observations.size(); ++i) {
    const Observation& one = observations[i];
    table.add_row({one.observable, text(one.place), text(one.species), one.value, text(one.unit),
                   known(one.error, one.error >= 0.0),
                   known(mesh_errors[i], std::isfinite(mesh_errors[i]))});
  }
  return table;
}

} // namespace ionflux
