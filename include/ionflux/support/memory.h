#pragma once

/// How much memory a run may have: what is asked for beyond it is refused before it is built.

#include <mpi.h>

namespace ionflux {

/// Memory of all machines that hold a rank of `comm` [bytes]: on each the physical memory, or less
/// where a control group (a container, a batch job) or a limit of the process says so. Collective;
/// the same on all ranks. Infinite where the system does not tell.
double available_memory(MPI_Comm comm);

} // namespace ionflux
