#pragma once

/// Pieces of a line with their names: "left part: 20 nm, right part: 30 nm".

#include <string>
#include <vector>

namespace ionflux {

struct NamedLength {
  std::string name;
  double length; ///< [m], or a fraction
};

/// The pieces in their order; a name may come again.
/// @param unit "m", or "" for fractions
/// @throws std::invalid_argument with the reason, without naming the parameter: not of this form, a
///         length not positive
std::vector<NamedLength> parse_named_lengths(const std::string& text, const std::string& unit);

/// The names, each once, in the order of their first piece.
std::vector<std::string> distinct_names(const std::vector<NamedLength>& pieces);

} // namespace ionflux
