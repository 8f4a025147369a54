#pragma once

/// The commands of the program and how it ends.

namespace ionflux {

/// Read the command line, do what it says, and report errors. MPI is running.
///
/// Returns the exit code, the same on all ranks. An InputError is printed once, by rank 0; if some
/// ranks do not fail with it, the job is aborted with its code instead of hanging. Any other
/// exception aborts the job: 69 when memory ran out, else 70.
int run_command_line(int argc, const char* const* argv);

} // namespace ionflux
