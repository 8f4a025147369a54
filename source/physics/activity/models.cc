#include <ionflux/physics/activity/models.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

const ActivityEntry& entry_of(const ActivityRow& row, const std::string& name) {
  for (const ActivityEntry& entry : row.entries)
    if (entry.name == name) return entry;
  throw std::invalid_argument("the activity model '" + row.name + "' has no entry '" + name + "'");
}

template <typename Map>
void check_names(const ActivityRow& row, const Map& given) {
  for (const auto& name_and_numbers : given)
    entry_of(row, name_and_numbers.first);
}

} // namespace

const std::vector<ActivityRow>& activity_models() {
  static const std::vector<ActivityRow> rows = {ideal_activity(),
                                                debye_hueckel_limiting_activity(),
                                                debye_hueckel_activity(),
                                                davies_activity(),
                                                truesdell_jones_activity(),
                                                specific_interaction_activity(),
                                                pitzer_activity(),
                                                lattice_gas_activity(),
                                                lattice_gas_with_sizes_activity(),
                                                hard_sphere_activity(),
                                                regular_solution_activity(),
                                                expression_activity()};
  return rows;
}

const ActivityRow& activity_model_row(const std::string& name) {
  std::string names;
  for (const ActivityRow& row : activity_models()) {
    if (row.name == name) return row;
    names += (names.empty() ? "" : ", ") + row.name;
  }
  throw std::invalid_argument("there is no activity model '" + name + "'; there are: " + names);
}

std::unique_ptr<ActivityModel> make_activity_model(const std::string& name,
                                                   const ActivityInput& input) {
  const ActivityRow& row = activity_model_row(name);
  check_names(row, input.per_run);
  check_names(row, input.per_species);
  check_names(row, input.per_pair);
  check_names(row, input.texts);
  return row.make(row, input);
}

double run_number(const ActivityRow& row, const ActivityInput& input, const std::string& entry) {
  const auto given = input.per_run.find(entry);
  return given != input.per_run.end() ? given->second : entry_of(row, entry).standard;
}

std::vector<double> species_numbers(const ActivityRow& row, const ActivityInput& input,
                                    const std::string& entry) {
  std::vector<double> numbers(input.n_species(), entry_of(row, entry).standard);
  const auto given = input.per_species.find(entry);
  if (given != input.per_species.end())
    for (const auto& [species, number] : given->second)
      numbers.at(species) = number;
  return numbers;
}

std::vector<double> pair_numbers(const ActivityRow& row, const ActivityInput& input,
                                 const std::string& entry) {
  const unsigned int n = input.n_species();
  std::vector<double> numbers(n * n, entry_of(row, entry).standard);
  const auto given = input.per_pair.find(entry);
  if (given != input.per_pair.end())
    for (const auto& [pair, number] : given->second)
      numbers.at(pair.first * n + pair.second) = numbers.at(pair.second * n + pair.first) = number;
  return numbers;
}

} // namespace ionflux
