#pragma once

/// Runs in time.

#include <ionflux/app/restart.h>
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
/// @return stopped_early at a signal or the wall time: a checkpoint is there
/// @param counts filled if not null
/// @param origin of a run that goes on, or starts from another one
template <int dim>
Outcome run_transient(SteadySimulation<dim>& simulation, Session& session,
                      TransientCounts* counts = nullptr, const Origin& origin = {});

/// What a run in time will do, in lines for the log.
std::vector<std::string> describe_time(const Parameters& parameters);

} // namespace ionflux
