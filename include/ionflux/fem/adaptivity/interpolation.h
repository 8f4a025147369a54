#pragma once

#include <ionflux/fem/discretization.h>

#include <deal.II/lac/full_matrix.h>

namespace ionflux {

/// Values of the nodes of `to` in those of `from`, on the reference cell: [node of to][node of
/// from].
template <int dim>
dealii::FullMatrix<double> node_interpolation(const Discretization<dim>& from,
                                              const Discretization<dim>& to);

/// Interpolate a finite-element function into elements of another degree on the same mesh.
///
/// @param values ghosted, hanging nodes in place
/// @return owned, hanging nodes in place (so the result is continuous also at lower degree)
template <int dim>
dealii::PETScWrappers::MPI::Vector
interpolate_to_degree(const Discretization<dim>& from,
                      const dealii::PETScWrappers::MPI::Vector& values,
                      const Discretization<dim>& to);

/// Ghosted copy of an owned vector.
template <int dim>
dealii::PETScWrappers::MPI::Vector with_ghosts(const Discretization<dim>& discretization,
                                               const dealii::PETScWrappers::MPI::Vector& owned);

/// 1 / number of cells that touch an unknown; owned.
template <int dim>
dealii::PETScWrappers::MPI::Vector share_of_cells(const Discretization<dim>& discretization);

/// Each entry divided by the number of cells that touch the unknown: the sum over the cells of what
/// they then read is the sum over the entries. Ghosted.
template <int dim>
dealii::PETScWrappers::MPI::Vector shared_among_cells(const Discretization<dim>& discretization,
                                                      dealii::PETScWrappers::MPI::Vector values);

/// Sums sum_c b_a(x_c) R_c over the finer nodes x_c, for the shape functions b_a of the coarser
/// elements: residual rows of those from the finer rows, hanging nodes condensed. Where the coarser
/// elements have one field only, all fields are added up.
template <int dim>
dealii::PETScWrappers::MPI::Vector restricted(const Discretization<dim>& fine,
                                              const dealii::PETScWrappers::MPI::Vector& rows,
                                              const Discretization<dim>& coarse);

} // namespace ionflux
