#include <ionflux/physics/reactions/reaction_path.h>

#include <algorithm>

namespace ionflux {

void shift_equilibrium(PointReaction& reaction, const double change) {
  reaction.log_equilibrium += change;
  if (reaction.log_forward >= reaction.log_backward)
    reaction.log_backward -= change;
  else
    reaction.log_forward += change;
}

void limit_rate(PointReaction& reaction, const double log_limit) {
  const double excess = std::max(reaction.log_forward, reaction.log_backward) - log_limit;
  if (reaction.linear_rate > 0.0 || !(excess > 0.0)) return;
  reaction.log_forward -= excess;
  reaction.log_backward -= excess;
}

} // namespace ionflux
