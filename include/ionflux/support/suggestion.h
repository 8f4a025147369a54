#pragma once

/// "Did you mean ...?"

#include <string>
#include <vector>

namespace ionflux {

/// Number of edits (insert, delete, replace, swap two neighbours) from `a` to `b`, where a letter
/// in the wrong case counts one half. Unit: edits.
double edit_distance(const std::string& a, const std::string& b);

/// The candidate nearest to `name`, or "" if none is near enough to be worth suggesting.
std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates);

} // namespace ionflux
