#include <ionflux/input/size_checks.h>

#include <ionflux/fem/resolution.h>
#include <ionflux/support/memory.h>

#include <cmath>

namespace ionflux {

// Nodes of one cell that no other counts as its own: degree^dim.
double bytes_per_cell(const Parameters& p) {
  const unsigned int n_fields = p.electrolyte.n_species() + 1;
  return estimate_memory(p.dimension, p.degree, n_fields,
                         std::pow(1.0 * p.degree, static_cast<int>(p.dimension)) * n_fields);
}

double most_cells(const Parameters& p) {
  return available_memory(MPI_COMM_WORLD) / bytes_per_cell(p);
}

} // namespace ionflux
