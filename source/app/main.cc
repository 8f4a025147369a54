#include <ionflux/app/command_line.h>

#include <deal.II/base/mpi.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

/// Was this rank started by a launcher, which knows the others?
bool is_launched() {
  for (const char* const name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

// Open MPI would start a daemon beside each program without mpirun, in case it wanted more ranks;
// and, isolated from that, all of them would share one folder, which one removes while another
// creates it (MPI_Init fails then, once in some thousand starts).
void start_alone() {
  setenv("OMPI_MCA_ess_singleton_isolated", "1", 0);
  setenv("OMPI_MCA_orte_create_session_dirs", "0", 0);
}

} // namespace

int main(int argc, char** argv) {
  // What solves is what the input says: nothing of the user's home or environment, which nobody
  // would find in run.json, may change it. (MPI must not be asked who is first before it runs.)
  // A limit of file sizes (ulimit -f, batch systems) is a failed write, to be told, not a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  const bool has_options = std::getenv("PETSC_OPTIONS") != nullptr;
  unsetenv("PETSC_OPTIONS");
  if (!is_launched()) start_alone();
  // Files shared by ranks (checkpoints) have no common pointer; where several programs run at once,
  // Open MPI's way to one complains about a folder that another has removed.
  setenv("OMPI_MCA_sharedfp", "^sm", 0);
  // PETSc would read, and complain about, our flags: it sees its own alone. One thread a rank, so
  // that results do not depend on scheduling.
  char no_files[] = "-skip_petscrc";
  char* own[] = {argv[0], no_files, nullptr};
  char** arguments = own;
  int n_arguments = 2;
  const dealii::Utilities::MPI::MPI_InitFinalize mpi(n_arguments, arguments, 1);
  if (has_options && dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0)
    std::cerr << "warning: PETSC_OPTIONS of the environment is ignored; use --petsc or "
                 "Solver/PETSc options"
              << std::endl;
  return ionflux::run_command_line(argc, argv);
}
