// DiscreteProblem<dim>: steps of Newton's method along curves.

#include <ionflux/fem/discrete_problem.h>

#include <ionflux/algebra/petsc.h>

#include <algorithm>

namespace ionflux {

// Newton's direction is the same whatever function of the unknowns at a node is solved for; how far
// it can be followed is not. A node that several materials share counts to the first.
template <int dim>
void DiscreteProblem<dim>::advance(Vec x, Vec step, const double length, Vec moved) {
  IONFLUX_PETSC(VecWAXPY(moved, -length, step, x));
  if (!curves_steps() || base.size() > 0) return; // corrections are small
  read(x);
  find_eliminated();
  const TransportLaw& law = weak_form.law();
  const CellTable<dim>& cells = weak_form.cells();
  const std::vector<unsigned int>& group = speciation->species();
  const unsigned int n = group.size(), n_fields = discretization.n_fields(),
                     n_nodes = cells.n_owned_nodes();
  std::vector<double> slopes(n_fields), log_activity(n), change(n), log_moved(n);
  std::vector<char> done(n_nodes, 0);
  const double *values, *steps;
  double* results;
  IONFLUX_PETSC(VecGetArrayRead(owned_copy, &values));
  IONFLUX_PETSC(VecGetArrayRead(step, &steps));
  IONFLUX_PETSC(VecGetArray(moved, &results));
  for (unsigned int cell = 0; cell < cells.n_cells(); ++cell) {
    const PointMaterial& material = medium.material(cells.region(cell));
    if (!material.reactions) continue;
    for (unsigned int a = 0; a < discretization.n_nodes_per_cell(); ++a) {
      const unsigned int node = cells.nodes(cell)[a];
      if (node >= n_nodes || done[node]) continue;
      done[node] = 1;
      const double *u = values + node * n_fields, *du = steps + node * n_fields;
      const double psi = law.potential(u, material, slopes.data());
      double psi_change = 0.0;
      for (unsigned int m = 0; m < n_fields; ++m)
        psi_change -= slopes[m] * du[m];
      for (unsigned int k = 0; k < n; ++k) {
        const unsigned int i = group[k];
        const double z = law.charge_number(i);
        log_activity[k] = u[i + 1] - material.standard_potential[i] - z * psi;
        change[k] = -du[i + 1] - z * psi_change;
      }
      speciation->move(log_activity.data(), change.data(), length, log_moved.data());
      for (unsigned int k = 0; k < n; ++k) {
        const unsigned int i = group[k];
        if (eliminated[node * n_fields + i + 1]) continue;
        results[node * n_fields + i + 1] = u[i + 1] + (log_moved[k] - log_activity[k]) +
                                           law.charge_number(i) * length * psi_change;
      }
    }
  }
  IONFLUX_PETSC(VecRestoreArray(moved, &results));
  IONFLUX_PETSC(VecRestoreArrayRead(step, &steps));
  IONFLUX_PETSC(VecRestoreArrayRead(owned_copy, &values));
}

template void DiscreteProblem<2>::advance(Vec, Vec, double, Vec);
template void DiscreteProblem<3>::advance(Vec, Vec, double, Vec);

} // namespace ionflux
