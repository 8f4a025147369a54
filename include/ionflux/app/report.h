#pragma once

#include <string>

namespace ionflux {

/// Let scripts/report (Python) write report.html and the pictures of a result folder. Collective;
/// rank 0 does it.
///
/// The script is looked for in the folder that the environment variable IONFLUX_SCRIPTS names, else
/// in the source folder that this program was built from.
///
/// @param with_pdf each picture as PDF, too
/// @return the script's exit code: 0, 66 (no result of ionflux there), 69 (Python, matplotlib or
///         jinja2 is missing), 73 (report.html cannot be written)
/// @throws InputError(ExitCode::resources) if there is no such script or no Python to run it
int write_report(const std::string& directory, bool with_pdf = false);

} // namespace ionflux
