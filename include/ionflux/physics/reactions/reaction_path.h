#pragma once

#include <ionflux/physics/reactions/reaction_rates.h>

namespace ionflux {

/// Add to ln K. The larger of the two rate constants stays: it is the one that diffusion limits.
void shift_equilibrium(PointReaction& reaction, double change);

/// Lower both rate constants until neither is above a limit; a reaction in equilibrium has none.
void limit_rate(PointReaction& reaction, double log_limit);

} // namespace ionflux
