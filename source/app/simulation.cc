/// PLACEHOLDER, to be replaced by the lead.

#include <ionflux/app/simulation.h>

#include <deal.II/base/mpi.h>

#include <iostream>

namespace ionflux {

int run_simulation(const Parameters&) {
  throw InputError(ExitCode::internal, "'run' is not merged yet; use 'check'");
}

int check_simulation(const Parameters& p) {
  if (dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0)
    std::cout << p.file_name << ": " << p.electrolyte.n_species() << " species, " << p.baths.size()
              << " baths, " << p.materials.size() << " materials, " << p.boundary_conditions.size()
              << " boundary conditions, geometry " << p.geometry_type << ": no fault found\n";
  return 0;
}

} // namespace ionflux
