#include <ionflux/physics/mobility/models.h>

#include <stdexcept>

namespace ionflux {

namespace {

const MobilityEntry& mobility_entry_of(const MobilityRow& row, const std::string& name) {
  for (const MobilityEntry& entry : row.entries)
    if (entry.name == name) return entry;
  throw std::invalid_argument("the mobility model '" + row.name + "' has no entry '" + name + "'");
}

template <typename Map>
void check_mobility_names(const MobilityRow& row, const Map& given) {
  for (const auto& name_and_numbers : given)
    mobility_entry_of(row, name_and_numbers.first);
}

/// The number under a key of an entry, else the entry's standard value.
template <typename Map, typename Key>
double number_of(const MobilityRow& row, const Map& numbers, const std::string& entry,
                 const Key& key) {
  const auto given = numbers.find(entry);
  if (given != numbers.end() && given->second.count(key)) return given->second.at(key);
  return mobility_entry_of(row, entry).standard;
}

} // namespace

const std::vector<MobilityRow>& mobility_models() {
  static const std::vector<MobilityRow> rows = {nernst_einstein_mobility(),
                                                kohlrausch_mobility(),
                                                expression_mobility(),
                                                fickian_mobility(),
                                                onsager_mobility(),
                                                maxwell_stefan_mobility(),
                                                binary_electrolyte_mobility(),
                                                levermore_pomraning_mobility(),
                                                larsen_mobility(),
                                                sharp_limit_mobility()};
  return rows;
}

const MobilityRow& mobility_model_row(const std::string_view name) {
  std::string names;
  for (const MobilityRow& row : mobility_models()) {
    if (row.name == name) return row;
    names += (names.empty() ? "" : ", ") + row.name;
  }
  throw std::invalid_argument("there is no mobility model '" + std::string(name) +
                              "'; there are: " + names);
}

std::unique_ptr<MobilityModel> make_mobility_model(const std::string& name,
                                                   const MobilityInput& input) {
  const MobilityRow& row = mobility_model_row(name);
  check_mobility_names(row, input.per_run);
  check_mobility_names(row, input.per_species);
  check_mobility_names(row, input.per_pair);
  check_mobility_names(row, input.texts);
  std::unique_ptr<MobilityModel> model = row.make(row, input);
  model->name = row.name;
  return model;
}

double given_number(const MobilityRow& row, const MobilityInput& input, const std::string& entry) {
  const auto given = input.per_run.find(entry);
  return given != input.per_run.end() ? given->second : mobility_entry_of(row, entry).standard;
}

double given_number(const MobilityRow& row, const MobilityInput& input, const std::string& entry,
                    const unsigned int species) {
  return number_of(row, input.per_species, entry, species);
}

double given_number(const MobilityRow& row, const MobilityInput& input, const std::string& entry,
                    const unsigned int first, const unsigned int second) {
  const bool ordered = mobility_entry_of(row, entry).scope == MobilityEntry::Scope::ordered_pair;
  const auto pair =
      !ordered && second < first ? std::make_pair(second, first) : std::make_pair(first, second);
  return number_of(row, input.per_pair, entry, pair);
}

std::string given_text(const MobilityRow& row, const MobilityInput& input, const std::string& entry,
                       const unsigned int species) {
  const auto given = input.texts.find(entry);
  if (given != input.texts.end() && given->second.count(species)) return given->second.at(species);
  return mobility_entry_of(row, entry).standard_text;
}

} // namespace ionflux
