#pragma once

/// Runs in time.

#include <ionflux/app/steady_simulation.h>
#include <ionflux/support/errors.h>

#include <string>
#include <vector>

namespace ionflux {

class Log;
class OutputDirectory;
class RunRecord;

/// Step from the start to the end of the section Time and write results on the way.
///
/// @param reason receives why, if the end was not reached or an audit fails
/// @return no_convergence at the smallest step or the largest number of steps: then the last
///         accepted state is the last one in the tables and fields
template <int dim>
ExitCode run_transient(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log,
                       OutputDirectory& directory, RunRecord& record, std::string& reason);

/// What a run in time will do, in lines for the log.
std::vector<std::string> describe_time(const Parameters& parameters);

} // namespace ionflux
