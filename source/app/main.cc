#include <ionflux/app/command_line.h>

#include <deal.II/base/mpi.h>

int main(int argc, char** argv) {
  // PETSc would read, and complain about, our flags: it sees the program's name alone. One thread a
  // rank, so that results do not depend on scheduling.
  char* name_only[] = {argv[0], nullptr};
  char** name = name_only;
  int n_arguments = 1;
  const dealii::Utilities::MPI::MPI_InitFinalize mpi(n_arguments, name, 1);
  return ionflux::run_command_line(argc, argv);
}
