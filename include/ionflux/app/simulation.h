#pragma once

/// A run from the parameters to the files.

#include <ionflux/input/parameters.h>

namespace ionflux {

/// Solve and write everything. Returns an exit code (ExitCode); throws InputError on all ranks.
int run_simulation(const Parameters& parameters);

/// Everything but the solution: mesh, names, sizes. Returns an exit code; throws InputError.
int check_simulation(const Parameters& parameters);

} // namespace ionflux
