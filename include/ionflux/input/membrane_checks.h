#pragma once

#include <ionflux/input/parameters.h>

#include <vector>

namespace ionflux {

/// Check what the input says of thin membranes against the geometry, which is cut along them:
/// where their laws stand, that each piece of the domain is determined, and what does not go
/// together with them. Faults are added to `faults`.
void check_membranes(const Parameters& parameters, const MeshLabels& labels,
                     std::vector<Fault>& faults);

} // namespace ionflux
