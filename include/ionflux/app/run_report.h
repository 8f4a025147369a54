#pragma once

/// What a run says of its mesh and of how it ended, to log and run.json.

#include <ionflux/app/steady_simulation.h>
#include <ionflux/support/errors.h>

#include <string>

namespace ionflux {

class Log;
class OutputDirectory;
class RunRecord;

/// Cells, unknowns, memory, and how well the double layers are resolved.
template <int dim>
void describe_mesh(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log);

/// Note how the solution went; write the results (write_results()) if it converged.
///
/// @param reason receives why, if there is no result or an audit fails
template <int dim>
ExitCode conclude_run(SteadySimulation<dim>& simulation, const Parameters& parameters,
                      const SolveResult& result, Log& log, OutputDirectory& directory,
                      RunRecord& record, std::string& reason);

} // namespace ionflux
