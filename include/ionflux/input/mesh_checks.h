#pragma once

/// Checks of the input that need the names of the geometry.

#include <ionflux/geometry/geometry.h>
#include <ionflux/input/parameters.h>

#include <vector>

namespace ionflux {

/// Index into Parameters::materials of every region of the mesh, with 'remaining' resolved.
///
/// Shape: MeshLabels::regions. Throws InputError (65) if a region has no material or two, or a
/// material names an unknown region.
std::vector<unsigned int> material_of_region(const Parameters& parameters,
                                             const MeshLabels& labels);

/// Throws one InputError (65) with everything in which input and mesh do not fit: boundaries
/// covered never, unknown surfaces and regions, essential laws on interfaces, regions without a
/// material, an undetermined potential or concentration.
void check_against_mesh(const Parameters& parameters, const MeshLabels& labels);

} // namespace ionflux
