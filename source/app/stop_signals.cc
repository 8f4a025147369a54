#include <ionflux/app/stop_signals.h>

#include <deal.II/base/mpi.h>

#include <csignal>

namespace ionflux {

namespace {

volatile std::sig_atomic_t signal_came = 0;
struct sigaction earlier_actions[2];
constexpr int stop_signals[] = {SIGUSR1, SIGTERM};

void note_signal(int) { signal_came = 1; }

} // namespace

StopSignals::StopSignals() {
  signal_came = 0;
  struct sigaction action = {};
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART | SA_RESETHAND; // a second one ends the program at once
  for (unsigned int k = 0; k < 2; ++k)
    sigaction(stop_signals[k], &action, &earlier_actions[k]);
}

StopSignals::~StopSignals() {
  for (unsigned int k = 0; k < 2; ++k)
    sigaction(stop_signals[k], &earlier_actions[k], nullptr);
}

bool StopSignals::any(MPI_Comm communicator) {
  return dealii::Utilities::MPI::max(static_cast<int>(signal_came), communicator) != 0;
}

} // namespace ionflux
