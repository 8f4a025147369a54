#include <ionflux/input/sections.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <stdexcept>

namespace ionflux {

namespace {

/// "0.025 V" for a quantity, "" for anything else.
std::string si_value(const DeclaredEntry& entry) {
  const patterns::Description description = patterns::describe(entry.pattern);
  const std::string unit = description.unit.empty() ? "" : " " + description.unit;
  try {
    if (description.type == "quantity" && !description.unit.empty())
      return number_text(parse_quantity(entry.value, description.unit)) + unit;
    if (description.type == "list of quantities") {
      std::vector<std::string> numbers;
      for (const double value : parse_quantities(entry.value, description.unit))
        numbers.push_back(number_text(value));
      return join(numbers, ", ") + unit;
    }
    if (description.type == "given value" && !entry.value.empty() && entry.value.back() != ']')
      return number_text(parse_quantity(entry.value, description.unit)) + unit;
    return "";
  } catch (const std::invalid_argument&) {
  }
  // Values in an alternative unit: a total per metre of depth, a fixed charge as concentration.
  for (const char* const per_depth : {"A/m", "C/m", "mol/s/m"})
    try {
      return number_text(parse_quantity(entry.value, per_depth)) + " " + per_depth;
    } catch (const std::invalid_argument&) {
    }
  return number_text(constants::faraday * parse_quantity(entry.value, "mol/m^3")) + unit;
}

std::string origin(const DeclaredEntry& entry, const ParameterFile& file) {
  const ParameterEntry* const set = file.find(entry.section, entry.name);
  return set != nullptr ? set->where.text() : "default";
}

/// Closes and opens subsections, from where the text stands to `to`.
void change_section(std::string& text, std::vector<std::string>& at,
                    const std::vector<std::string>& to) {
  std::size_t common = 0;
  while (common < at.size() && common < to.size() && at[common] == to[common])
    ++common;
  for (; at.size() > common; at.pop_back())
    text += std::string(2 * (at.size() - 1), ' ') + "end\n";
  for (; at.size() < to.size(); at.push_back(to[at.size()]))
    text += std::string(2 * at.size(), ' ') + "subsection " + to[at.size()] + "\n";
}

} // namespace

namespace {

// Sections that change what is computed by being there.
bool asks_for_something(const std::string& section) {
  return section == "Convergence study" || section == "Sweep" || section == "Time" ||
         section == "Impedance";
}

} // namespace

std::vector<ResolvedEntry> resolved_entries(const dealii::ParameterHandler& prm,
                                            const Declarations& declared, const ParameterFile& file,
                                            const std::string& geometry_type) {
  std::vector<ResolvedEntry> entries;
  for (DeclaredEntry entry : declared.entries) {
    if (entry.section.size() == 2 && entry.section[0] == "Geometry" &&
        entry.section[1] != geometry_type)
      continue; // only the subsection of the chosen geometry may be set
    if (!entry.section.empty() && asks_for_something(entry.section[0]) &&
        !file.has_section(entry.section[0]))
      continue;
    entry.value = prm.get(entry.section, entry.name);
    ResolvedEntry resolved = {entry.section, entry.name, entry.value, "", ""};
    if (!entry.value.empty()) {
      resolved.si = si_value(entry);
      resolved.origin = origin(entry, file);
    }
    entries.push_back(resolved);
  }
  return entries;
}

std::string resolved_parameters(const std::vector<ResolvedEntry>& entries,
                                const std::vector<std::string>& overrides) {
  std::string text =
      "# All parameters of this run, as entered, with their SI values and their origin.\n"
      "# This file is itself a parameter file.\n";
  for (const std::string& override_text : overrides)
    text += "# --set \"" + override_text + "\"\n";
  std::vector<std::string> at;
  for (const ResolvedEntry& entry : entries) {
    change_section(text, at, entry.section);
    const std::string indent(2 * at.size(), ' ');
    if (entry.value.empty())
      text += indent + "# " + entry.name + " is not set\n";
    else
      text += indent + "set " + entry.name + " = " + entry.value + "  # " +
              (entry.si.empty() ? "" : "= " + entry.si + "; ") + entry.origin + "\n";
  }
  change_section(text, at, {});
  return text;
}

} // namespace ionflux
