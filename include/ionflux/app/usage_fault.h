#pragma once

/// What is wrong with a command line, in words that help.

#include <ionflux/support/errors.h>

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace ionflux {

/// The fault of a command line that CLI11 does not take: it names what is left over in the reverse
/// order and knows nothing of misspellings.
///
/// @param app       after parse() threw `error`
/// @param arguments as typed, without the program's name
Fault usage_fault(const CLI::App& app, const CLI::ParseError& error,
                  const std::vector<std::string>& arguments);

} // namespace ionflux
