#include <ionflux/support/agreement.h>
#include <ionflux/support/errors.h>

#include <algorithm>
#include <string>

namespace ionflux {

void agree(MPI_Comm communicator, const std::function<void()>& work) {
  int rank = 0, n_ranks = 0;
  MPI_Comm_rank(communicator, &rank);
  MPI_Comm_size(communicator, &n_ranks);
  int failed = n_ranks, code = 0;
  std::string message;
  try {
    work();
  } catch (const InputError& error) {
    failed = rank;
    code = static_cast<int>(error.code());
    for (const Fault& fault : error.faults())
      message += (message.empty() ? "" : "\n") + fault.what;
  }
  int first = n_ranks;
  MPI_Allreduce(&failed, &first, 1, MPI_INT, MPI_MIN, communicator);
  if (first == n_ranks) return;

  MPI_Bcast(&code, 1, MPI_INT, first, communicator);
  unsigned long length = message.size();
  MPI_Bcast(&length, 1, MPI_UNSIGNED_LONG, first, communicator);
  message.resize(length);
  MPI_Bcast(message.data(), length, MPI_CHAR, first, communicator);
  throw InputError(static_cast<ExitCode>(code), message);
}

} // namespace ionflux
