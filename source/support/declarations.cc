#include <ionflux/support/declarations.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace ionflux {

namespace {

using Tree = boost::property_tree::ptree;

/// ParameterHandler's tree has letters and digits of a name as they are, any other byte as _xx.
std::string demangled(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (name[i] == '_' && i + 2 < name.size()) {
      text += static_cast<char>(std::stoi(name.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else
      text += name[i];
  return text;
}

void collect(const Tree& tree, std::vector<std::string>& section, const std::string& prefix,
             const std::set<std::string>& mandatory, std::vector<DeclaredEntry>& entries) {
  for (const auto& [name, node] : tree) {
    // No section has this name: that of a section "pattern_description" is mangled.
    if (node.find("pattern_description") != node.not_found()) {
      entries.push_back(
          {section, demangled(name), node.get<std::string>("value"),
           node.get<std::string>("default_value"), node.get<std::string>("documentation"),
           node.get<std::string>("pattern_description"), mandatory.count(prefix + name) > 0});
      continue;
    }
    section.push_back(demangled(name));
    collect(node, section, prefix + name + ".", mandatory, entries);
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

// XML, as deal.II's JSON takes a dot in a name ("KCl 0.1 M") for the border between two sections.
Declarations::Declarations(const dealii::ParameterHandler& prm) {
  std::stringstream text;
  prm.print_parameters(
      text, static_cast<dealii::ParameterHandler::OutputStyle>(
                dealii::ParameterHandler::XML | dealii::ParameterHandler::KeepDeclarationOrder));
  Tree tree;
  boost::property_tree::read_xml(text, tree);
  std::vector<std::string> section;
  collect(tree.get_child("ParameterHandler"), section, "", prm.get_entries_wrongly_not_set(),
          entries);
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
