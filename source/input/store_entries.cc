/// From the scanned file into ParameterHandler, with the faults that concern single entries.

#include <ionflux/input/reader.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <exception>

namespace ionflux {

namespace {

using Path = std::vector<std::string>;

/// Nobody reads more; looking for the nearest name of each would take minutes in a hostile file.
constexpr std::size_t enough_faults = 1000;

/// Sections that hold only subsections named by the user, and so may be declared without entries.
const std::vector<Path>& sections_of_names() {
  static const std::vector<Path> list = {
      {"Electrolyte"},         {"Electrolyte", "Species"}, {"Baths"}, {"Materials"}, {"Geometry"},
      {"Boundary conditions"}, {"Output", "Profiles"},     {"Sweep"}};
  return list;
}

bool may_be_empty(const Path& section) {
  return std::find(sections_of_names().begin(), sections_of_names().end(), section) !=
         sections_of_names().end();
}

/// Names that a subsection of `section` may have.
Path known_sections(const Path& section, const Declarations& declared) {
  Path names = declared.sections_in(section);
  for (const Path& path : sections_of_names())
    if (Path(path.begin(), path.end() - 1) == section && !contains(names, path.back()))
      names.push_back(path.back());
  return names;
}

std::string shown(const Path& section) {
  return section.empty() ? "the top level of the file" : "section '" + join(section, "/") + "'";
}

/// An entry whose "Law of species" names no species deserves a better word than "unknown".
std::string what_is_unknown(const std::string& name, const Path& section, const Path& siblings) {
  const std::size_t of = name.rfind(" of ");
  if (of != std::string::npos)
    for (const std::string& sibling : siblings)
      if (sibling.compare(0, of + 4, name.substr(0, of + 4)) == 0)
        return "unknown species '" + name.substr(of + 4) + "' in '" + name + "'";
  return "unknown parameter '" + name + "' in " + shown(section);
}

std::string list_of(const Path& names) {
  if (names.size() <= 20) return join(names, ", ");
  return join(Path(names.begin(), names.begin() + 20), ", ") + ", ...";
}

/// Where a name that is unknown here is known, "A/b", or "".
std::string known_elsewhere(const std::string& name, const Declarations& declared,
                            const bool is_section) {
  if (is_section)
    for (const Path& path : sections_of_names())
      if (path.back() == name) return join(path, "/");
  for (const DeclaredEntry& entry : declared.entries) {
    if (!is_section && entry.name == name) return entry.path();
    if (is_section)
      for (std::size_t n = 0; n < entry.section.size(); ++n)
        if (entry.section[n] == name)
          return join(Path(entry.section.begin(), entry.section.begin() + n + 1), "/");
  }
  return "";
}

Fault unknown(const std::string& name, const Path& section, const InputLocation& where,
              const Declarations& declared, const bool is_section) {
  const Path siblings = is_section ? known_sections(section, declared) : declared.names_in(section);
  Fault fault;
  fault.what = is_section ? "unknown section '" + name + "' in " + shown(section)
                          : what_is_unknown(name, section, siblings);
  fault.where = where;
  fault.parameter = (section.empty() ? "" : join(section, "/") + "/") + name;
  // Wrong nesting: the very name exists, but somewhere else.
  const std::string elsewhere = known_elsewhere(name, declared, is_section);
  if (!elsewhere.empty()) {
    fault.what += " (wrong nesting: it belongs elsewhere)";
    fault.suggestion = elsewhere;
    return fault;
  }
  fault.suggestion = nearest_name(name, siblings);
  if (fault.suggestion.empty()) fault.allowed = list_of(siblings);
  return fault;
}

/// Report each unknown section once; its entries and subsections are then passed over.
std::vector<Path> unknown_sections(const ParameterFile& file, const Declarations& declared,
                                   std::vector<Fault>& faults) {
  std::vector<Path> list;
  for (const ParameterSection& section : file.sections) {
    if (declared.has_section(section.path) || may_be_empty(section.path)) continue;
    const bool inside = std::any_of(list.begin(), list.end(), [&](const Path& known) {
      return section.path.size() >= known.size() &&
             std::equal(known.begin(), known.end(), section.path.begin());
    });
    if (inside) continue;
    if (faults.size() > enough_faults) break;
    list.push_back(section.path);
    Path parent = section.path;
    parent.pop_back();
    faults.push_back(unknown(section.path.back(), parent, section.where, declared, true));
  }
  return list;
}

/// ParameterHandler::set() in a section.
void store(dealii::ParameterHandler& prm, const ParameterEntry& entry) {
  for (const std::string& section : entry.section)
    prm.enter_subsection(section);
  std::exception_ptr failure;
  try {
    prm.set(entry.name, entry.value);
  } catch (...) {
    failure = std::current_exception(); // leave the sections first
  }
  for (std::size_t n = 0; n < entry.section.size(); ++n)
    prm.leave_subsection();
  if (failure) std::rethrow_exception(failure);
}

void store_or_report(dealii::ParameterHandler& prm, const ParameterEntry& entry,
                     const DeclaredEntry& declared, std::vector<Fault>& faults) {
  const patterns::Description description = patterns::describe(declared.pattern);
  Fault fault;
  fault.where = entry.where;
  fault.parameter = entry.path();
  fault.value = entry.value;
  fault.allowed = description.allowed;
  if (entry.value.empty() && description.type != "text") {
    fault.what = "'" + entry.name + "' has no value";
    faults.push_back(fault);
    return;
  }
  try {
    store(prm, entry);
  } catch (const std::exception&) { // deal.II's text quotes patterns and stacks; ours says why
    fault.what =
        "bad value of '" + entry.name + "': " + patterns::explain(declared.pattern, entry.value);
    fault.suggestion = nearest_name(entry.value, description.choices);
    faults.push_back(fault);
  }
}

} // namespace

void store_entries(dealii::ParameterHandler& prm, const ParameterFile& file,
                   const Declarations& declared, std::vector<Fault>& faults) {
  const std::vector<Path> skipped = unknown_sections(file, declared, faults);
  for (const ParameterEntry& entry : file.entries) {
    if (faults.size() > enough_faults) return;
    const bool skip = std::any_of(skipped.begin(), skipped.end(), [&](const Path& section) {
      return entry.section.size() >= section.size() &&
             std::equal(section.begin(), section.end(), entry.section.begin());
    });
    if (skip) continue;
    const DeclaredEntry* const known = declared.find(entry.section, entry.name);
    if (known == nullptr)
      faults.push_back(unknown(entry.name, entry.section, entry.where, declared, false));
    else
      store_or_report(prm, entry, *known, faults);
  }
  for (const ParameterEntry& entry : file.unset)
    if (declared.find(entry.section, entry.name) == nullptr)
      faults.push_back(unknown(entry.name, entry.section, entry.where, declared, false));
  for (const DeclaredEntry& entry : declared.entries) {
    // The geometries that were not chosen need nothing.
    if (entry.section.size() == 2 && entry.section[0] == "Geometry") {
      const ParameterEntry* const type = file.find({"Geometry"}, "Type");
      if (type == nullptr || type->value != entry.section[1]) continue;
    }
    if (entry.mandatory && file.find(entry.section, entry.name) == nullptr)
      faults.push_back({"'" + entry.name + "' is missing in " + shown(entry.section),
                        file.where(entry.section), entry.path(), "",
                        patterns::describe(entry.pattern).allowed});
  }
}

} // namespace ionflux
