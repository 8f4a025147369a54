#pragma once

#include <mpi.h>

#include <functional>

namespace ionflux {

/// Do work that may fail on some ranks only, and let all ranks learn of it. Collective.
///
/// An expression of the input may be infinite at a point that one rank alone sees. Left to itself
/// that rank would throw while the others wait for it forever.
///
/// @param work does not communicate
/// @throws InputError on ALL ranks, with code and message of the lowest rank on which `work` threw
/// one;
///         other exceptions go through (they end the program)
void agree(MPI_Comm communicator, const std::function<void()>& work);

} // namespace ionflux
