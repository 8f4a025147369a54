#pragma once

#include <ionflux/app/steady_simulation.h>
#include <ionflux/support/errors.h>

#include <string>

namespace ionflux {

class Log;
class OutputDirectory;
class RunRecord;

/// Write everything a converged run has to show: fluxes.csv, profiles, fields, audits.
///
/// @param reason receives why, if an audit fails
/// @return success, or audit_violated if the solution breaks a conservation law
template <int dim>
ExitCode write_results(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log,
                       OutputDirectory& directory, RunRecord& record, std::string& reason);

} // namespace ionflux
