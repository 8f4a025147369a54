#include <ionflux/geometry/geometry.h>
#include <ionflux/input/manual.h>
#include <ionflux/input/sections.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <nlohmann/json.hpp>

#include <regex>
#include <sstream>
#include <stdexcept>

namespace ionflux {

namespace {

using Json = nlohmann::ordered_json;

/// What a whole section is, where its name does not say it: the geometries and their surfaces.
std::string about_section(const std::vector<std::string>& section) {
  if (section.size() == 2 && section[0] == "Geometry")
    for (const GeometryRow& row : geometries())
      if (row.name == section[1]) return row.documentation;
  return "";
}

/// As it is to be read: <species> is no tag, and a star begins no emphasis, but in `code`.
std::string literal(const std::string& text) {
  std::string result;
  bool is_code = false;
  for (const char c : text) {
    if (c == '`') is_code = !is_code;
    if (c == '<' && !is_code)
      result += "&lt;";
    else
      result += (c == '*' && !is_code ? "\\" : "") + std::string(1, c);
  }
  return result;
}

std::string markdown(const Declarations& declared) {
  std::ostringstream out;
  out << "# Parameters\n\n"
         "Made by `ionflux params --format md`. A quantity is a number, a space and a unit; a bare "
         "number is SI. A *given value* is a quantity, or an expression of position in metres with "
         "its unit in brackets, such as `0.1*x/um [V]`. Sections in angle brackets are named "
         "by you. A section `A/B` is written `subsection A`, `subsection B`, ..., `end`, `end` in "
         "a "
         "file; on the command line, `--set \"A/B/Name=value\"`, or `--set \"A/B/Name=\"` to take "
         "an entry out.\n";
  std::vector<std::string> section = {"(none yet)"};
  for (const DeclaredEntry& entry : declared.entries) {
    if (entry.section != section) {
      section = entry.section;
      if (section.empty())
        out << "\n## Top level\n\n";
      else
        out << "\n"
            << std::string(std::min<std::size_t>(section.size() + 1, 4), '#') << " `"
            << join(section, "/") << "`\n\n";
      const std::string about = about_section(section);
      if (!about.empty()) out << literal(about) << "\n\n";
    }
    const patterns::Description description = patterns::describe(entry.pattern);
    out << "- **" << literal(entry.name) << "** (" << description.type
        << (description.unit.empty() ? "" : ", " + description.unit) << "; "
        << (entry.mandatory               ? "mandatory"
            : entry.default_value.empty() ? "default: not set"
                                          : "default: `" + entry.default_value + "`")
        << "). " << literal(entry.documentation);
    if (description.type != "text") out << " *Allowed:* " << literal(description.allowed) << ".";
    out << "\n";
  }
  return out.str();
}

std::string json(const Declarations& declared) {
  Json root = Json::object();
  for (const DeclaredEntry& entry : declared.entries) {
    Json* node = &root;
    for (const std::string& section : entry.section)
      node = &(*node)[section];
    const patterns::Description description = patterns::describe(entry.pattern);
    Json leaf = {{"type", description.type},
                 {"unit", description.unit},
                 {"default", entry.default_value},
                 {"allowed", description.allowed},
                 {"documentation", entry.documentation},
                 {"mandatory", entry.mandatory}};
    if (!description.choices.empty()) leaf["choices"] = description.choices;
    (*node)[entry.name] = std::move(leaf);
  }
  return root.dump(2) + "\n";
}

constexpr const char* number_pattern = R"([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?)";

/// The schema of one entry: its value as text, as it stands in the file.
Json schema_of(const DeclaredEntry& entry) {
  const patterns::Description description = patterns::describe(entry.pattern);
  Json leaf = {{"type", "string"},
               {"title", entry.name},
               {"description", entry.documentation + " Allowed: " + description.allowed + "."}};
  if (!entry.default_value.empty()) leaf["default"] = entry.default_value;
  if (!description.unit.empty()) leaf["x-unit"] = description.unit;
  if (description.type == "choice" || description.type == "bool")
    leaf["enum"] = description.choices;
  else if (description.type == "integer")
    leaf["pattern"] = "^[-+]?[0-9]+$";
  else if (description.type == "number")
    leaf["pattern"] = std::string("^") + number_pattern + "$";
  else if (description.type == "quantity")
    leaf["pattern"] = std::string("^") + number_pattern + "( .+)?$";
  return leaf;
}

/// "Interaction energy of <species> and <species>" -> "^Interaction energy of .+ and .+$"; the
/// names are letters, blanks and <>.
std::string name_pattern(const std::string& name) {
  return "^" + std::regex_replace(name, std::regex("<[^>]*>"), ".+") + "$";
}

Json empty_section(const std::string& about) {
  Json section = {{"type", "object"}};
  if (!about.empty()) section["description"] = about;
  section["properties"] = Json::object();
  section["additionalProperties"] = false;
  return section;
}

/// A section within another: by its name, or under any name if that is the user's.
Json& schema_section(Json& parent, const std::string& name, const std::string& about) {
  const bool any_name = name.front() == '<';
  Json& place = any_name ? parent["additionalProperties"] : parent["properties"][name];
  if (!place.is_object()) place = empty_section(about);
  return place;
}

/// JSON Schema (draft-07) of a parameter file as nested objects of texts: what
/// python/ionflux makes of one (Case.tree), and what editors and generators of files check.
std::string schema(const Declarations& declared) {
  Json root = {{"$schema", "http://json-schema.org/draft-07/schema#"},
               {"title", "Parameters of ionflux"}};
  root.update(empty_section("A parameter file: sections are objects, values are texts."));
  for (const DeclaredEntry& entry : declared.entries) {
    Json* node = &root;
    std::vector<std::string> at;
    for (const std::string& section : entry.section) {
      at.push_back(section);
      node = &schema_section(*node, section, about_section(at));
    }
    if (entry.name.find('<') !=
        std::string::npos) { // one a species: the schema does not know which
      (*node)["patternProperties"][name_pattern(entry.name)] = schema_of(entry);
      continue;
    }
    (*node)["properties"][entry.name] = schema_of(entry);
    if (entry.mandatory) (*node)["required"].push_back(entry.name);
  }
  return root.dump(2) + "\n";
}

/// Words of `text` in comment lines of at most 100 characters.
std::string wrapped_comment(const std::string& text, const std::string& indent) {
  std::istringstream words(text);
  std::string word, line = indent + "#", result;
  while (words >> word) {
    if (line.size() + 1 + word.size() > 100) {
      result += line + "\n";
      line = indent + "#";
    }
    line += " " + word;
  }
  return result + line + "\n";
}

std::string prm_template(const Declarations& declared) {
  std::string text =
      "# Template with all parameters. Values shown are the defaults; remove the # in "
      "front of 'set'\n# to change one. Replace the names in angle brackets by yours.\n";
  std::vector<std::string> at;
  for (const DeclaredEntry& entry : declared.entries) {
    std::size_t common = 0;
    while (common < at.size() && common < entry.section.size() &&
           at[common] == entry.section[common])
      ++common;
    for (; at.size() > common; at.pop_back())
      text += std::string(2 * (at.size() - 1), ' ') + "end\n";
    while (at.size() < entry.section.size()) {
      text +=
          "\n" + std::string(2 * at.size(), ' ') + "subsection " + entry.section[at.size()] + "\n";
      at.push_back(entry.section[at.size()]);
      const std::string about = about_section(at);
      if (!about.empty()) text += wrapped_comment(about, std::string(2 * at.size(), ' ')) + "\n";
    }
    const std::string indent(2 * at.size(), ' ');
    const patterns::Description description = patterns::describe(entry.pattern);
    text += wrapped_comment(entry.documentation + " Allowed: " + description.allowed + "." +
                                (entry.mandatory ? " Mandatory." : ""),
                            indent) +
            indent + "# set " + entry.name + " = " + entry.default_value + "\n";
  }
  for (; !at.empty(); at.pop_back())
    text += std::string(2 * (at.size() - 1), ' ') + "end\n";
  return text;
}

} // namespace

std::string parameter_manual(const std::string& format) {
  dealii::ParameterHandler prm;
  declare_parameters(prm, ChosenNames::placeholders());
  const Declarations declared(prm);
  if (format == "md") return markdown(declared);
  if (format == "json") return json(declared);
  if (format == "schema") return schema(declared);
  if (format == "prm") return prm_template(declared);
  throw std::invalid_argument("no such format of the manual: " + format);
}

} // namespace ionflux
