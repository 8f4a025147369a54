#pragma once

#include <ionflux/physics/activity/activity_input.h>

#include <vector>

namespace ionflux {

/// What a mobility model is made from, by the names of its row's entries. SI units. Numbers of
/// ordered pairs ("A by B") stand in per_pair under (A, B).
struct MobilityInput : ActivityInput {
  std::vector<double> diffusivities; ///< D_i of the species, without factors of materials [m^2/s]
};

} // namespace ionflux
