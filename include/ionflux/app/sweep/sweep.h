#pragma once

/// The command `ionflux sweep`: one parameter file, many points, tables.

#include <ionflux/input/parameters.h>

#include <string>

namespace ionflux {

/// Solve all points that are not done yet and write the tables. Returns an exit code:
/// no_convergence if a point has no result, else audit_violated if one breaks a conservation law.
///
/// @param force begin anew where the folder holds points of another input
/// @throws InputError
int run_sweep(const Parameters& parameters, bool force);

/// Check all points, or a sample where they are many. @return what was checked, in words.
/// @throws InputError
std::string check_sweep(const Parameters& parameters);

/// Write one folder a point with its whole parameter file into `directory`, with manifest.csv and
/// the Slurm array script sweep.slurm. Returns an exit code. @throws InputError
int write_jobs(const Parameters& parameters, const std::string& directory);

/// Gather the results of write_jobs() into the tables of a sweep, in the same folder. Returns an
/// exit code. @throws InputError if the folder belongs to another input
int collect_jobs(const Parameters& parameters, const std::string& directory);

} // namespace ionflux
