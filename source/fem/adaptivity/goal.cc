#include <ionflux/fem/adaptivity/goal.h>

#include <ionflux/fem/boundary_unknowns.h>

#include <deal.II/base/quadrature_lib.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

template <int dim>
Vector goal_weights(const Discretization<dim>& d, const BoundaryMap& boundaries, const Goal& goal) {
  const std::vector<unsigned int> boundary = boundary_of_unknowns(d, boundaries);
  Vector weights = d.make_vector();
  const auto first = d.owned.n_elements() ? d.owned.nth_index_in_set(0) : 0;
  for (unsigned int i = 0; i < boundary.size(); ++i)
    if (std::count(goal.boundaries.begin(), goal.boundaries.end(), boundary[i]) > 0)
      weights(first + i) = goal.weights[i % d.n_fields()];
  weights.compress(VectorOperation::insert);
  d.hanging_nodes.distribute(weights);
  return weights;
}

template <int dim>
double given_part(const Assembler<dim>& assembler, const Goal& goal) {
  const auto given = assembler.given_surface_integrals();
  double sum = 0.0;
  for (const unsigned int id : goal.boundaries)
    for (unsigned int field = 0; field < goal.weights.size(); ++field)
      sum += goal.weights[field] * given[id][field];
  return sum;
}

template <int dim>
double goal_value(const Assembler<dim>& assembler, const Goal& goal, const Vector& weights,
                  const Vector& rows) {
  return -(weights * rows) - given_part(assembler, goal);
}

// Laws on the surface do not depend on the state, so the integral over the cells is all there is.
template <int dim>
Vector goal_gradient(const Discretization<dim>& d, const Assembler<dim>& assembler,
                     const Medium& medium, const AffineConstraints<double>& constraints,
                     const Vector& weights, const Vector& solution) {
  const unsigned int n_fields = d.n_fields(), n_nodes = d.n_nodes_per_cell();
  const unsigned int field_row = padded(n_fields), node_row = padded(n_nodes);
  const IdealElectrolyte& law = assembler.law();
  const CellTable<dim>& cells = assembler.cells();
  const ReferenceShapes<dim> shapes(d.scalar_fe, QGauss<dim>(d.n_quadrature_points()));
  CellKernel<dim> kernel(law, shapes);
  std::vector<double> values(n_nodes * field_row, 0.0), psi(n_fields * n_nodes);
  std::vector<types::global_dof_index> dofs(n_fields * n_nodes);
  dealii::Vector<double> local(n_fields * n_nodes);
  const LocalValues unknowns(solution, d.owned, d.relevant),
      row_weights(weights, d.owned, d.relevant);
  Vector gradient = d.make_vector();
  unsigned int number = 0; // among the owned cells
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    const unsigned int c = number++;
    cell->get_dof_indices(dofs);
    for (unsigned int i = 0; i < psi.size(); ++i)
      psi[i] = row_weights[dofs[d.cell_index[i]]];
    if (std::all_of(psi.begin(), psi.end(), [](const double w) { return w == 0.0; })) continue;
    for (unsigned int f = 0; f < n_fields; ++f)
      for (unsigned int a = 0; a < n_nodes; ++a)
        values[a * field_row + f] = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
    CellInput input;
    input.unknowns = values.data();
    input.weights = cells.weights(c);
    input.inverse_jacobian = cells.inverse_jacobian(c, 0);
    input.geometry_stride = cells.inverse_jacobian(c, 1) - cells.inverse_jacobian(c, 0);
    input.material = &medium.material(cells.region(c));
    kernel.linearize(input);
    local = 0.0;
    for (unsigned int f = 0; f < n_fields; ++f)
      for (unsigned int m = 0; m < n_fields; ++m) {
        if (!law.couples(f, m)) continue;
        const double* block = kernel.block(f, m, 1.0);
        for (unsigned int a = 0; a < n_nodes; ++a)
          for (unsigned int b = 0; b < n_nodes; ++b)
            local[d.cell_index[m * n_nodes + b]] -= psi[f * n_nodes + a] * block[a * node_row + b];
      }
    constraints.distribute_local_to_global(local, dofs, gradient);
  }
  gradient.compress(VectorOperation::add);
  return gradient;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template Vector goal_weights(const Discretization<dim>&, const BoundaryMap&, const Goal&);       \
  template double given_part(const Assembler<dim>&, const Goal&);                                  \
  template double goal_value(const Assembler<dim>&, const Goal&, const Vector&, const Vector&);    \
  template Vector goal_gradient(const Discretization<dim>&, const Assembler<dim>&, const Medium&,  \
                                const AffineConstraints<double>&, const Vector&, const Vector&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)

} // namespace ionflux
