#include <ionflux/fem/adaptivity/interpolation.h>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

template <int dim>
FullMatrix<double> node_interpolation(const Discretization<dim>& from,
                                      const Discretization<dim>& to) {
  FullMatrix<double> matrix(to.n_nodes_per_cell(), from.n_nodes_per_cell());
  to.scalar_fe.get_interpolation_matrix(from.scalar_fe, matrix);
  return matrix;
}

template <int dim>
Vector interpolate_to_degree(const Discretization<dim>& from, const Vector& values,
                             const Discretization<dim>& to) {
  const FullMatrix<double> matrix = node_interpolation(from, to);
  const LocalValues source(values, from.owned, from.relevant);
  const unsigned int n_from = from.n_nodes_per_cell(), n_to = to.n_nodes_per_cell();
  std::vector<types::global_dof_index> from_dofs(from.fe.n_dofs_per_cell()),
      to_dofs(to.fe.n_dofs_per_cell());
  Vector result = to.make_vector();
  const auto first = to.owned.n_elements() ? to.owned.nth_index_in_set(0) : 0;
  double* target;
  VecGetArray(result, &target);
  for (const auto& cell : from.mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue; // an owned node lies on an owned cell
    typename DoFHandler<dim>::active_cell_iterator(*cell, &from.dof_handler)
        ->get_dof_indices(from_dofs);
    typename DoFHandler<dim>::active_cell_iterator(*cell, &to.dof_handler)
        ->get_dof_indices(to_dofs);
    for (unsigned int field = 0; field < from.n_fields(); ++field)
      for (unsigned int node = 0; node < n_to; ++node) {
        const auto dof = to_dofs[to.cell_index[field * n_to + node]];
        if (!to.owned.is_element(dof)) continue;
        double sum = 0.0;
        for (unsigned int b = 0; b < n_from; ++b)
          sum += matrix(node, b) * source[from_dofs[from.cell_index[field * n_from + b]]];
        target[dof - first] = sum;
      }
  }
  VecRestoreArray(result, &target);
  to.hanging_nodes.distribute(result);
  return result;
}

template <int dim>
Vector with_ghosts(const Discretization<dim>& discretization, const Vector& owned) {
  Vector ghosted = discretization.make_ghosted_vector();
  ghosted = owned;
  return ghosted;
}

template <int dim>
Vector share_of_cells(const Discretization<dim>& d) {
  Vector n_cells = d.make_vector();
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    for (const auto dof : dofs)
      n_cells(dof) += 1.0;
  }
  n_cells.compress(VectorOperation::add);
  VecReciprocal(n_cells);
  return n_cells;
}

template <int dim>
Vector shared_among_cells(const Discretization<dim>& d, Vector values) {
  VecPointwiseMult(values, values, share_of_cells(d));
  return with_ghosts(d, values);
}

template <int dim>
Vector restricted(const Discretization<dim>& fine, const Vector& rows,
                  const Discretization<dim>& coarse) {
  const FullMatrix<double> shapes = node_interpolation(coarse, fine);
  const Vector shared = shared_among_cells(fine, rows);
  const LocalValues row(shared, fine.owned, fine.relevant);
  const unsigned int n_fine = fine.n_nodes_per_cell(), n_coarse = coarse.n_nodes_per_cell();
  Vector result = coarse.make_vector();
  dealii::Vector<double> local(coarse.fe.n_dofs_per_cell());
  std::vector<types::global_dof_index> dofs(fine.fe.n_dofs_per_cell()),
      coarse_dofs(coarse.fe.n_dofs_per_cell());
  for (const auto& cell : fine.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    local = 0.0;
    for (unsigned int field = 0; field < fine.n_fields(); ++field)
      for (unsigned int c = 0; c < n_fine; ++c)
        for (unsigned int a = 0; a < n_coarse; ++a)
          local[coarse.cell_index[(field % coarse.n_fields()) * n_coarse + a]] +=
              shapes(c, a) * row[dofs[fine.cell_index[field * n_fine + c]]];
    typename DoFHandler<dim>::active_cell_iterator(&coarse.mesh, cell->level(), cell->index(),
                                                   &coarse.dof_handler)
        ->get_dof_indices(coarse_dofs);
    coarse.hanging_nodes.distribute_local_to_global(local, coarse_dofs, result);
  }
  result.compress(VectorOperation::add);
  return result;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template FullMatrix<double> node_interpolation(const Discretization<dim>&,                       \
                                                 const Discretization<dim>&);                      \
  template Vector interpolate_to_degree(const Discretization<dim>&, const Vector&,                 \
                                        const Discretization<dim>&);                               \
  template Vector with_ghosts(const Discretization<dim>&, const Vector&);                          \
  template Vector share_of_cells(const Discretization<dim>&);                                      \
  template Vector shared_among_cells(const Discretization<dim>&, Vector);                          \
  template Vector restricted(const Discretization<dim>&, const Vector&, const Discretization<dim>&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
