#include <ionflux/fem/reaction_production.h>

namespace ionflux {

void add_production(const TransportLaw& law, const double* unknowns, const PointGradient& gradient,
                    const PointMaterial& material, const double weight, std::vector<double>& sums) {
  if (!material.reactions) return;
  const std::vector<PointReaction>& reactions = material.reactions->reactions;
  std::vector<ReactionState> states(reactions.back().number + 1); // they are in ascending order
  law.reactions(unknowns, gradient, material, states.data());
  for (const PointReaction& reaction : reactions)
    for (const auto& [i, nu] : reaction.numbers)
      sums[i] += nu * states[reaction.number].rate * weight;
}

} // namespace ionflux
