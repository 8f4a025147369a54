#include <ionflux/geometry/named_lengths.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <stdexcept>

namespace ionflux {

std::vector<NamedLength> parse_named_lengths(const std::string& text, const std::string& unit) {
  std::vector<NamedLength> pieces;
  for (const std::string& entry : split(text, ",")) {
    const auto colon = entry.rfind(':');
    const std::string name = trim(entry.substr(0, colon));
    if (colon == std::string::npos || name.empty())
      throw std::invalid_argument("\"" + entry + "\" is not of the form \"name: length\"");
    if (name.find('/') != std::string::npos || name.find(':') != std::string::npos)
      throw std::invalid_argument("the name \"" + name + "\" contains '/' or ':'");
    const double length = parse_quantity(entry.substr(colon + 1), unit);
    if (!(length > 0))
      throw std::invalid_argument("the length of \"" + name + "\" is zero or negative");
    pieces.push_back({name, length});
  }
  return pieces;
}

std::vector<std::string> distinct_names(const std::vector<NamedLength>& pieces) {
  std::vector<std::string> names;
  for (const NamedLength& piece : pieces)
    if (!contains(names, piece.name)) names.push_back(piece.name);
  return names;
}

} // namespace ionflux
