#include <ionflux/support/declarations.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace ionflux {

namespace {

using Json = nlohmann::ordered_json;

/// ParameterHandler names entries in get_entries_wrongly_not_set() as in its tree: letters and
/// digits as they are, any other byte as _xx, sections separated by dots.
std::string mangled(const std::string& name) {
  static const char* const digits = "0123456789abcdef";
  std::string text;
  for (const char c : name) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
      text += c;
    else
      text += std::string("_") + digits[byte / 16] + digits[byte % 16];
  }
  return text;
}

void collect(const Json& tree, std::vector<std::string>& section, const std::string& prefix,
             const std::set<std::string>& mandatory, std::vector<DeclaredEntry>& entries) {
  if (!tree.is_object()) return; // an empty section is printed as ""
  for (const auto& [name, node] : tree.items()) {
    const std::string path = prefix + mangled(name);
    // A section may be called anything, "value" too: look at what the name holds.
    const auto pattern = node.is_object() ? node.find("pattern_description") : node.end();
    if (node.is_object() && pattern != node.end() && pattern->is_string()) {
      entries.push_back({section, name, node["value"], node["default_value"], node["documentation"],
                         node["pattern_description"], mandatory.count(path) > 0});
      continue;
    }
    section.push_back(name);
    collect(node, section, path + ".", mandatory, entries);
    section.pop_back();
  }
}

bool starts_with(const std::vector<std::string>& path, const std::vector<std::string>& start) {
  return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

} // namespace

std::string DeclaredEntry::path() const {
  return section.empty() ? name : join(section, "/") + "/" + name;
}

Declarations::Declarations(const dealii::ParameterHandler& prm) {
  std::ostringstream text;
  prm.print_parameters(
      text, static_cast<dealii::ParameterHandler::OutputStyle>(
                dealii::ParameterHandler::JSON | dealii::ParameterHandler::KeepDeclarationOrder));
  std::vector<std::string> section;
  collect(Json::parse(text.str()), section, "", prm.get_entries_wrongly_not_set(), entries);
}

const DeclaredEntry* Declarations::find(const std::vector<std::string>& section,
                                        const std::string& name) const {
  for (const DeclaredEntry& entry : entries)
    if (entry.name == name && entry.section == section) return &entry;
  return nullptr;
}

const DeclaredEntry* Declarations::find_path(const std::string& path) const {
  for (const DeclaredEntry& entry : entries)
    if (entry.path() == path) return &entry;
  return nullptr;
}

bool Declarations::has_section(const std::vector<std::string>& section) const {
  return std::any_of(entries.begin(), entries.end(), [&](const DeclaredEntry& entry) {
    return starts_with(entry.section, section);
  });
}

std::vector<std::string> Declarations::names_in(const std::vector<std::string>& section) const {
  std::vector<std::string> names;
  for (const DeclaredEntry& entry : entries)
    if (entry.section == section) names.push_back(entry.name);
  return names;
}

std::vector<std::string> Declarations::sections_in(const std::vector<std::string>& section) const {
  std::vector<std::string> names;
  for (const DeclaredEntry& entry : entries)
    if (entry.section.size() > section.size() && starts_with(entry.section, section) &&
        !contains(names, entry.section[section.size()]))
      names.push_back(entry.section[section.size()]);
  return names;
}

} // namespace ionflux
