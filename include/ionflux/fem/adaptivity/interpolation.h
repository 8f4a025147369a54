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

} // namespace ionflux
