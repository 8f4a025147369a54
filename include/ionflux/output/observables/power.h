#pragma once

#include <ionflux/fem/discrete_problem.h>
#include <ionflux/output/field_source.h>

namespace ionflux {

/// Power that enters where something is done to the domain, by what flows through boundaries and
/// through inner membranes: sum of mu times the flux, of all species. Dimensionless, per radian if
/// axisymmetric. Collective.
///
/// With R0 the residual rows without surface terms, S the surface terms and mu the nodal
/// potentials, dissipation, storage and sources add up to sum mu R0 over all nodes. R0 = -S in the
/// rows of free unknowns: the sum over the rows of given ones, and of -mu S over the others, says
/// what comes from outside, without what Newton left.
///
/// @param with,without raw residual rows of the state, with and without surface terms
template <int dim>
double power_put_in(const FieldSource<dim>& fields, const DiscreteProblem<dim>& problem,
                    const dealii::PETScWrappers::MPI::Vector& with,
                    const dealii::PETScWrappers::MPI::Vector& without,
                    const dealii::PETScWrappers::MPI::Vector& state);

} // namespace ionflux
