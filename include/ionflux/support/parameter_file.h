#pragma once

/// The text of a parameter file, line by line: what deal.II's parser forgets (lines, duplicates).

#include <ionflux/support/errors.h>

#include <string>
#include <vector>

namespace ionflux {

/// One "set name = value".
struct ParameterEntry {
  std::vector<std::string> section; ///< subsections around it, outermost first
  std::string name;
  std::string value;
  InputLocation where;

  std::string path() const; ///< "Geometry/nanopore/Pore radius"
};

/// One "subsection name".
struct ParameterSection {
  std::vector<std::string> path; ///< itself included
  InputLocation where;
};

/// All entries and subsections of a file in its order, and the faults of its syntax.
///
/// Syntax (deal.II's): `subsection NAME`, `end`, `set NAME = VALUE`, comments from # to the end of
/// the line, a backslash at the end of a line continues it. `include` is refused: one run, one
/// file.
struct ParameterFile {
  std::string name;
  std::vector<ParameterEntry> entries;
  std::vector<ParameterSection> sections;
  std::vector<ParameterEntry> unset; ///< taken out by --set "Name=", to have their names checked
  std::vector<Fault> faults;
  /// Whether the structure is so broken that names cannot be judged (an entry set twice is not).
  bool broken = false;

  /// The entry of this path, or null.
  const ParameterEntry* find(const std::vector<std::string>& section,
                             const std::string& name) const;
  /// Where the section starts; the innermost enclosing section, or the file, if it is not there.
  InputLocation where(std::vector<std::string> section) const;
  /// Is there a top-level section of this name?
  bool has_section(const std::string& section) const;
  /// Names of the subsections directly below `section`, each once, in the order of the file.
  std::vector<std::string> names_below(const std::vector<std::string>& section) const;
};

/// Tokenise a parameter file. Faults are collected, never thrown.
/// @param name stands for the file in messages
ParameterFile scan_parameter_file(const std::string& text, const std::string& name);

/// Apply "Section/sub/Name=value" of --set: replaces the entry, or adds it (and its sections).
/// "Name+=value" appends to the text that is there, after a space; "Name=" takes the entry out, as
/// if the file had never set it.
void apply_override(ParameterFile& file, const std::string& override_text);

} // namespace ionflux
