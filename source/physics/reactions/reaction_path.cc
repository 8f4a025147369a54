#include <ionflux/physics/reactions/reaction_path.h>

#include <algorithm>

namespace ionflux {

void shift_equilibrium(PointReaction& reaction, const double change) {
  const double forward = reaction.forwards.log_constant(),
               backward = reaction.backwards.log_constant();
  reaction.log_equilibrium += change;
  if (forward >= backward)
    reaction.set_constants(forward, backward - change);
  else
    reaction.set_constants(forward + change, backward);
}

void limit_rate(PointReaction& reaction, const double log_limit) {
  const double forward = reaction.forwards.log_constant(),
               backward = reaction.backwards.log_constant();
  const double excess = std::max(forward, backward) - log_limit;
  if (reaction.linear_rate > 0.0 || !(excess > 0.0)) return;
  reaction.set_constants(forward - excess, backward - excess);
}

} // namespace ionflux
