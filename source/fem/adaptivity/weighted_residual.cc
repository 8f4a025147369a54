#include <ionflux/fem/adaptivity/weighted_residual.h>

#include <ionflux/fem/adaptivity/interpolation.h>
#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Calls work(cell, dofs) on every owned cell.
template <int dim, typename Work>
void for_each_owned_cell(const Discretization<dim>& d, const Work& work) {
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    work(cell, dofs);
  }
}

// shares[cell] += the absolute values of what the cell reads.
template <int dim>
void add_absolute_shares(const Discretization<dim>& d, const Vector& values,
                         dealii::Vector<double>& shares) {
  const Vector shared = shared_among_cells(d, values);
  const LocalValues share(shared, d.owned, d.relevant);
  for_each_owned_cell(d, [&](const auto& cell, const auto& dofs) {
    for (const auto dof : dofs)
      shares[cell->active_cell_index()] += std::abs(share[dof]);
  });
}

double sum_of(const Vector& values) {
  PetscScalar sum = 0.0;
  VecSum(values, &sum);
  return sum;
}

// The solution in elements of a higher degree, with the boundary values as these see them; ghosted.
template <int dim>
Vector finer_state(const ProblemView<dim>& problem, const Vector& solution,
                   const Discretization<dim>& fine) {
  FixedValues<dim> fixed(fine, problem.model);
  fixed.update(1.0);
  Vector state = interpolate_to_degree(problem.discretization, solution, fine);
  fixed.constraints().distribute(state);
  return with_ghosts(fine, state);
}

// What flux laws give on the goal's boundaries.
template <int dim>
double given_part(const Assembler<dim>& weak_form, const Goal& goal, const Vector& state) {
  const auto given = weak_form.surfaces().integrals(state);
  double sum = 0.0;
  for (const unsigned int id : goal.boundaries)
    for (unsigned int field = 0; field < goal.weights.size(); ++field)
      sum += goal.weights[field] * given[id][field];
  return sum;
}

} // namespace

template <int dim>
WeightedResidual weighted_residual(const ProblemView<dim>& problem, const Assembler<dim>& own_form,
                                   const Vector& solution, const Vector& rows, const Goal& goal,
                                   const Discretization<dim>& finer, const Vector& dual) {
  const Discretization<dim>& d = problem.discretization;
  Discretization<dim> fine(d, problem.with_higher_degree(2));
  fine.distribute_dofs();
  Assembler<dim> weak_form(fine, problem.model);
  weak_form.setup();
  const Vector fine_state = finer_state(problem, solution, fine);
  Vector fine_rows = fine.make_vector();
  weak_form.residual(fine_state, {}, fine_rows);

  const Vector coarse_dual = interpolate_to_degree(finer, dual, d);
  Vector weights = interpolate_to_degree(finer, dual, fine);
  weights.add(-1.0, interpolate_to_degree(d, with_ghosts(d, coarse_dual), fine));
  VecPointwiseMult(weights, weights, fine_rows);
  weights *= -1.0;

  Discretization<dim> vertices(d, {1, 1, 0, d.settings.axisymmetric});
  vertices.distribute_dofs();
  Vector split = restricted(fine, weights, vertices); // by the partition of unity

  Vector crimes = restricted(fine, fine_rows, d);
  crimes.add(-1.0, rows);
  VecPointwiseMult(crimes, crimes, coarse_dual);
  crimes *= -1.0;
  // Of opposite signs from node to node, where elements of a higher degree see another curve of the
  // boundary: only what they come to around a vertex tells where the error is.
  split.add(1.0, restricted(d, crimes, vertices));

  WeightedResidual result;
  result.error = sum_of(split) - given_part(weak_form, goal, fine_state) +
                 given_part(own_form, goal, solution);
  result.shares.reinit(d.mesh.n_active_cells());
  add_absolute_shares(vertices, split, result.shares);
  return result;
}

template WeightedResidual weighted_residual(const ProblemView<2>&, const Assembler<2>&,
                                            const Vector&, const Vector&, const Goal&,
                                            const Discretization<2>&, const Vector&);
template WeightedResidual weighted_residual(const ProblemView<3>&, const Assembler<3>&,
                                            const Vector&, const Vector&, const Goal&,
                                            const Discretization<3>&, const Vector&);

} // namespace ionflux
