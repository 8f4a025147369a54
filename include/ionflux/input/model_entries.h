#pragma once

/// How the entries of a table of models, of activities or mobilities, stand in the input: for a
/// run, a species or a pair of species. Included by the sources of sections only.

#include <ionflux/input/reader.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <set>
#include <string>
#include <vector>

namespace ionflux {

inline std::string unit_of(const ActivityEntry& entry) {
  return entry.unit == "1" ? "" : entry.unit;
}

/// Calls visit(entry) once for each name among the rows. A species' own 'Diameter' is no entry of
/// the section.
template <typename Row, typename Visit>
void for_each_entry(const std::vector<Row>& rows, const Visit& visit) {
  std::set<std::string> seen;
  for (const Row& row : rows)
    for (const ActivityEntry& entry : row.entries)
      if (entry.name != "Diameter" && seen.insert(entry.name).second) visit(entry);
}

/// Calls visit(name in the file, first species, second species) for what an entry stands for.
template <typename Visit>
void for_each_name(const ActivityEntry& entry, const std::vector<std::string>& species,
                   const Visit& visit) {
  using Scope = ActivityEntry::Scope;
  if (entry.scope == Scope::run) return visit(entry.name, 0u, 0u);
  const unsigned int n = species.size();
  // The manual has one placeholder, which stands for either species of a pair.
  const bool placeholder = n == 1 && species[0].front() == '<';
  for (unsigned int i = 0; i < n; ++i) {
    if (entry.scope == Scope::species) {
      visit(entry.name + " of " + species[i], i, i);
      continue;
    }
    const bool ordered = entry.scope == Scope::ordered_pair;
    const char* const joint = ordered ? " by " : " and ";
    for (unsigned int j = ordered ? 0 : i; j < n; ++j)
      if (i != j || entry.scope == Scope::pair || placeholder)
        visit(entry.name + " of " + species[i] + joint + species[j], i, j);
  }
}

/// " Activity model: Davies, Pitzer. Where it is not set: 0.3."
template <typename Row>
std::string used_by(const std::vector<Row>& rows, const std::string& kind,
                    const ActivityEntry& entry) {
  std::vector<std::string> models;
  for (const Row& row : rows)
    for (const ActivityEntry& other : row.entries)
      if (other.name == entry.name) models.push_back(row.name);
  std::string standard = entry.standard_text;
  if (!entry.is_text && entry.standard == entry.standard) // not NaN
    standard = number_text(entry.standard) + (unit_of(entry).empty() ? "" : " " + entry.unit);
  return " " + kind + ": " + join(models, ", ") + "." +
         (standard.empty() ? "" : " Where it is not set: " + standard + ".");
}

template <typename Row>
std::set<std::string> entries_of(const std::vector<Row>& rows,
                                 const std::set<std::string>& models) {
  std::set<std::string> names;
  for (const Row& row : rows)
    for (const ActivityEntry& entry : row.entries)
      if (models.count(row.name)) names.insert(entry.name);
  return names;
}

/// "ideal|Davies|...", for Patterns::Selection.
template <typename Row>
std::string selection_of(const std::vector<Row>& rows) {
  std::string names;
  for (const Row& row : rows)
    names += (names.empty() ? "" : "|") + row.name;
  return names;
}

/// "Davies: what it is. Its formula (its source; holds for its range)." of every row.
template <typename Row>
std::string documentation_of(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows)
    text += " " + row.name + ": " + row.documentation + " " + row.formula + " (" + row.source +
            "; holds for " + row.range + ").";
  return text;
}

template <typename Row>
void declare_entries(dealii::ParameterHandler& prm, const std::vector<Row>& rows,
                     const std::string& kind, const std::vector<std::string>& species) {
  for_each_entry(rows, [&](const ActivityEntry& entry) {
    const std::string text = entry.documentation + used_by(rows, kind, entry);
    for_each_name(entry, species, [&](const std::string& name, unsigned int, unsigned int) {
      if (entry.is_text)
        prm.declare_entry(name, "", dealii::Patterns::Anything(), text);
      else
        declare_quantity(prm, name, "", unit_of(entry), text);
    });
  });
}

/// Reads what is given into `input`; refuses what none of the chosen `models` uses.
template <typename Row>
void read_entries(InputReader& in, const std::vector<Row>& rows, const std::string& kind,
                  const std::set<std::string>& models, const std::vector<std::string>& species,
                  ActivityInput& input) {
  using Scope = ActivityEntry::Scope;
  const std::set<std::string> used = entries_of(rows, models);
  for_each_entry(rows, [&](const ActivityEntry& entry) {
    for_each_name(entry, species,
                  [&](const std::string& name, const unsigned int i, const unsigned int j) {
                    if (in.is_set(name) && !used.count(entry.name))
                      in.fault(name, "it has no effect: no chosen " + kind + " uses it");
                    if (!in.has_value(name)) return;
                    if (entry.is_text)
                      input.texts[entry.name][i] = in.text(name);
                    else if (entry.scope == Scope::run)
                      input.per_run[entry.name] = in.quantity(name, unit_of(entry));
                    else if (entry.scope == Scope::species)
                      input.per_species[entry.name][i] = in.quantity(name, unit_of(entry));
                    else
                      input.per_pair[entry.name][{i, j}] = in.quantity(name, unit_of(entry));
                  });
  });
}

} // namespace ionflux
