#pragma once

#include <ionflux/input/parameters.h>

#include <string>
#include <vector>

namespace ionflux {

/// Which activity model rules in which material, and which baths are beyond its published range, in
/// lines for the log; nothing where all is ideal.
std::vector<std::string> activity_summary(const Parameters& parameters);

} // namespace ionflux
