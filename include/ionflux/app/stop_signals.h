#pragma once

#include <mpi.h>

namespace ionflux {

/// While it lives, the signals USR1 and TERM do not end the program; a second one does.
class StopSignals {
public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;

  /// Has one of them reached any rank? Collective.
  static bool any(MPI_Comm communicator);
};

} // namespace ionflux
