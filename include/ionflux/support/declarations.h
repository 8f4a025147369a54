#pragma once

/// The declared parameters as a list, out of ParameterHandler's tree.

#include <ionflux/support/patterns.h>

#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace ionflux {

/// One declared parameter and its present value.
struct DeclaredEntry {
  std::vector<std::string> section;
  std::string name;
  std::string value, default_value, documentation;
  std::string pattern; ///< its description, see patterns::describe()
  bool mandatory = false;

  std::string path() const;
};

/// All parameters of a handler in the order of declaration.
struct Declarations {
  std::vector<DeclaredEntry> entries;

  explicit Declarations(const dealii::ParameterHandler& prm);

  const DeclaredEntry* find(const std::vector<std::string>& section, const std::string& name) const;
  /// By DeclaredEntry::path().
  const DeclaredEntry* find_path(const std::string& path) const;
  /// Whether some entry is in `section` or below it.
  bool has_section(const std::vector<std::string>& section) const;
  std::vector<std::string> names_in(const std::vector<std::string>& section) const;
  std::vector<std::string> sections_in(const std::vector<std::string>& section) const;
};

} // namespace ionflux
