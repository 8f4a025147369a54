#pragma once

/// Words and numbers of a Gmsh file with their lines.

#include <ionflux/support/errors.h>

#include <string>
#include <string_view>

namespace ionflux {

class GmshScanner {
public:
  GmshScanner(const std::string& text, std::string file, std::string parameter)
      : text(text), file(std::move(file)), parameter(std::move(parameter)) {}

  /// The next word; empty at the end of the text.
  std::string_view word();

  /// A whole number of at least `least`, a finite number; `what` names it in messages.
  long integer(const char* what, long least = -2147483648l);
  double number(const char* what);

  /// How many things follow. Each needs two bytes at least, so that a wrong count never allocates
  /// more than the file is long.
  std::size_t count(const char* what);

  /// The rest of a text in double quotes.
  std::string quoted(const char* what);

  /// The word must come next.
  void expect(const std::string& next);

  /// Skip to the line that ends section "$Name".
  void skip_section(const std::string& name);

  int line() const { return current_line; } ///< of the last word

  [[noreturn]] void refuse(const std::string& what, const std::string& allowed = {}) const;

private:
  const std::string& text;
  const std::string file, parameter;
  std::size_t position = 0;
  int current_line = 1, next_line = 1;
};

} // namespace ionflux
