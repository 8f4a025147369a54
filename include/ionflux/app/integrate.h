#pragma once

/// Runs in time.

#include <ionflux/app/session.h>
#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// What the steps came to.
struct TransientCounts {
  unsigned int accepted = 0, rejected = 0, newton = 0, krylov = 0;
};

/// Step from the start to the end of the section Time and write results on the way.
///
/// @return no_convergence at the smallest step or the largest number of steps: then the last
///         accepted state is the last one in the tables and fields
/// @param counts filled if not null
template <int dim>
Outcome run_transient(SteadySimulation<dim>& simulation, Session& session,
                      TransientCounts* counts = nullptr);

/// What a run in time will do, in lines for the log.
std::vector<std::string> describe_time(const Parameters& parameters);

} // namespace ionflux
