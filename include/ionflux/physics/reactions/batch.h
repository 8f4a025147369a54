#pragma once

#include <ionflux/physics/reactions/reaction_rates.h>

#include <vector>

namespace ionflux {

/// Concentrations after reacting for a time where nothing comes and goes, ideal: one implicit Euler
/// step, c = c_before + time sum_r nu_r v_r(c). Fast reactions come to equilibrium, slow ones do
/// nothing. Only a start: not converged results are positive all the same.
///
/// @param time dimensionless (see Scaling)
/// @param c    by species, positive where a reaction uses it up
void let_react(const ReactionRates& rates, double time, std::vector<double>& c);

} // namespace ionflux
