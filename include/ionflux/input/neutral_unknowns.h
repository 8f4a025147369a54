#pragma once

/// The unknowns of an electroneutral solution, and what asks for one kind or the other.

#include <ionflux/input/sections.h>

#include <vector>

namespace ionflux {

/// Does any material have a fixed charge?
bool has_fixed_charge(const Parameters& p);
/// Does the standard potential of a species differ between materials that it can enter?
bool has_partition(const Parameters& p, unsigned int species);
/// Do concentrations of ions jump in an electroneutral solution: at fixed charges, where standard
/// potentials change, at membranes, and where one ion may pass and another not?
bool concentrations_jump(const Parameters& p);
/// Do activities in a solution that is not ideal jump, and with them concentrations: between
/// materials or, where it is electroneutral, at fixed charges?
bool activities_jump(const Parameters& p);
/// Does any condition have a law of this kind?
bool has_law(const Parameters& p, bool (*wanted)(const BoundaryLaw& row));

/// In time, with nothing at any boundary that fixes the potential or lets an ion through: the
/// solution remains neutral by itself, and where the potential is zero is anyone's choice.
bool is_closed_vessel(const Parameters& p);

/// In time, by concentrations: is an ion nearly absent on one side of a boundary at the start, by
/// the constant concentrations that are given there and inside?
bool starts_with_front(const Parameters& p);

/// All ions by concentrations or none; reports choices that contradict that or the file.
void choose_for_neutrality(InputReader& in, const Parameters& p,
                           std::vector<UnknownChoice>& choices);

} // namespace ionflux
