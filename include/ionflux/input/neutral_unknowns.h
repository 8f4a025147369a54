#pragma once

/// The unknowns of an electroneutral solution, and what asks for one kind or the other.

#include <ionflux/input/sections.h>

#include <vector>

namespace ionflux {

/// Does any material have a fixed charge?
bool has_fixed_charge(const Parameters& p);
/// Does any condition have a law of this kind?
bool has_law(const Parameters& p, bool (*wanted)(const BoundaryLaw& row));

/// All ions by concentrations or none; reports choices that contradict that or the file.
void choose_for_neutrality(InputReader& in, const Parameters& p,
                           std::vector<UnknownChoice>& choices);

} // namespace ionflux
