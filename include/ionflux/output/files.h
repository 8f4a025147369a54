#pragma once

/// Files that are whole or not there: temporary name, verification, rename; and failures that all
/// ranks learn of.

#include <mpi.h>

#include <functional>
#include <string>

namespace ionflux {

/// Write a file so that nobody ever sees half of it: to "<path>.partial", flushed to the device,
/// size compared, renamed. Not collective.
///
/// @throws std::runtime_error naming the path and the system's reason (disk full, no permission);
///         an older file of that name then still stands, the partial one is removed
void write_file(const std::string& path, const std::string& content);

/// Do work with files on rank 0. Collective.
///
/// @throws InputError(ExitCode::output_failed) with the same message on ALL ranks if `work` throws
void on_first_rank(MPI_Comm communicator, const std::function<void()>& work);

/// Do work with files on every rank (no communication inside `work`). Collective.
///
/// @throws InputError(ExitCode::output_failed) on ALL ranks if `work` throws on any; the message is
/// that
///         of the lowest such rank
void on_all_ranks(MPI_Comm communicator, const std::function<void()>& work);

/// The CRC-32 of bytes, 8 hexadecimal digits.
std::string crc32_of(const std::string& bytes);

/// A name that is safe as part of a file name: letters, digits, "-", "." and "_" stay, everything
/// else becomes "_"; never empty, never a hidden file.
std::string file_name_from(const std::string& name);

} // namespace ionflux
