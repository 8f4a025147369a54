#pragma once

#include <string>

namespace ionflux {

/// The bytes of a file that the input names, the same on all ranks. Collective (MPI_COMM_WORLD):
/// rank 0 reads and broadcasts, so that no rank sees another version of the file or none.
///
/// @param file      path
/// @param parameter that named the file, for the message
/// @param largest   more bytes than these are refused
/// @throws InputError(ExitCode::bad_input_file) alike on all ranks: no such file, not readable, a
///         directory, empty, too large
std::string read_input_file(const std::string& file, const std::string& parameter,
                            std::size_t largest);

/// The text of a parameter file; may be empty. As read_input_file(), but a pipe will do (`<(sed
/// ...)`, /dev/stdin), if something comes out of it within seconds.
std::string read_parameter_text(const std::string& file, std::size_t largest);

/// `name` as it stands if absolute, else below `folder` (which ends with '/' or is empty).
std::string path_below(const std::string& folder, const std::string& name);

} // namespace ionflux
