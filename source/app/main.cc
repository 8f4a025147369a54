#include <deal.II/base/mpi.h>

#include <cstdio>

// Placeholder until app/ exists: shows that the program is built and started.
int main(int argc, char** argv) {
  dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
  std::printf("placeholder, rank %u\n", dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD));
  return 0;
}
