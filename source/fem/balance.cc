#include <ionflux/fem/balance.h>

#include <ionflux/fem/boundary_unknowns.h>
#include <ionflux/fem/domain_parts.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

// All rows of a part add up to what is produced in it and given on its boundary. Fluxes are made
// from the rows of fixed unknowns and from laws; what the rows of the others hold is left over.
template <int dim>
std::vector<Balance> balances(const Discretization<dim>& d, const DiscreteProblem<dim>& problem,
                              const PETScWrappers::MPI::Vector& all_rows,
                              const FluxTable& outward) {
  const unsigned int n_fields = d.n_fields();
  const std::vector<unsigned int> part = parts_of_nodes(d, problem.assembler().cells()),
                                  boundary = problem.flux_functional().boundary_of_nodes();
  unsigned int n_parts = 1;
  for (const unsigned int p : part)
    n_parts = std::max(n_parts, p + 1);
  n_parts = Utilities::MPI::max(n_parts, d.communicator);
  const unsigned int n_boundaries = outward.size();
  std::vector<double> sums(n_parts * n_fields, 0.0), touches(n_parts * n_boundaries, 0.0);
  for (unsigned int node = 0; node < part.size(); ++node)
    if (boundary[node] < n_boundaries) touches[part[node] * n_boundaries + boundary[node]] = 1.0;
  const double* rows;
  VecGetArrayRead(all_rows, &rows);
  for (unsigned int i = 0; i < part.size() * n_fields; ++i)
    if (!problem.flux_functional().counts(i))
      sums[part[i / n_fields] * n_fields + i % n_fields] += rows[i];
  VecRestoreArrayRead(all_rows, &rows);
  Utilities::MPI::sum(sums, d.communicator, sums);
  Utilities::MPI::max(touches, d.communicator, touches);
  std::vector<Balance> list;
  for (unsigned int p = 0; p < n_parts; ++p)
    for (unsigned int f = 0; f < n_fields; ++f) {
      Balance balance{p, f, sums[p * n_fields + f], 0.0, {}};
      for (unsigned int id = 0; id < n_boundaries; ++id)
        if (touches[p * n_boundaries + id] > 0.0) {
          balance.boundaries.push_back(id);
          balance.largest = std::max(balance.largest, std::abs(outward[id][f]));
        }
      list.push_back(balance);
    }
  return list;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template std::vector<Balance> balances(const Discretization<dim>&, const DiscreteProblem<dim>&,  \
                                         const PETScWrappers::MPI::Vector&, const FluxTable&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
