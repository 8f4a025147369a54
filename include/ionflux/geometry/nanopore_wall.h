#pragma once

#include <ionflux/geometry/nanopore.h>
#include <ionflux/geometry/polyline.h>

namespace ionflux {

/// Points of the wall of a pore between its rims, from the lower one to the upper one: graded
/// towards the rims and the joints of the wall's parts, and fine enough for the layers beside a
/// curved wall. Lengths in units of the pore length.
/// @param at_rim   cell along the wall at a rim
/// @param at_joint the same where two parts of the wall meet
/// @param widest   radius where the layer beside the wall is resolution.first_layer; it is thinner
///                 in proportion where the pore is narrower
Polyline nanopore_wall_line(const NanoporeShape& shape, const NanoporeResolution& resolution,
                            double at_rim, double at_joint, double widest);

} // namespace ionflux
