#pragma once

#include <ionflux/output/field_source.h>

#include <vector>

namespace ionflux {

/// The flux of each species through the plane x_axis = position, in that direction, variational:
/// residual rows weighted with psi at their nodes are the integral of J . grad psi, and of the
/// sources and reactions beyond, psi = 1 at the nodes beyond the plane, 1/2 in it, 0 before it. So
/// the plane is in the middle of the cells that psi rises in where it is a line of their nodes, and
/// what enters through their boundaries on its two sides counts where it is, to second order.
/// Collective.
///
/// @param rows     residual without surface terms
/// @param ghosted  the state that they belong to
/// @param position in reference lengths
/// @return dimensionless, per radian if axisymmetric
template <int dim>
std::vector<double> flux_through_plane(const FieldSource<dim>& fields,
                                       const dealii::PETScWrappers::MPI::Vector& rows,
                                       const dealii::PETScWrappers::MPI::Vector& ghosted,
                                       unsigned int axis, double position);

} // namespace ionflux
