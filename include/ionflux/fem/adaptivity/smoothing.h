#pragma once

#include <ionflux/fem/adaptivity/problem_view.h>
#include <ionflux/fem/assembler.h>

#include <vector>

namespace ionflux {

/// Improve a state where its residual varies from node to node: a few steps of GCR (Eisenstat,
/// Elman & Schultz, SINUM 20 (1983) 345) with the diagonal of the Jacobian as preconditioner, from
/// residuals alone. A solution of degree p, interpolated into elements of degree p + 1, gains there
/// what it lacks most at corners and on distorted cells; its smooth part hardly changes.
///
/// @param fine      elements of the state
/// @param weak_form of these elements, set up
/// @param fixed     marks of the owned unknowns that shall stay; hanging nodes need none
/// @param state     owned, constraints distributed @return the improved one, likewise
/// @param rows      its raw residual on entry, that of the result on return
/// @param storage   rows that belong to the residual, whatever the state; null: none
template <int dim>
dealii::PETScWrappers::MPI::Vector
smoothed(const ProblemView<dim>& view, const Discretization<dim>& fine,
         const Assembler<dim>& weak_form, const std::vector<char>& fixed, unsigned int n_steps,
         const dealii::PETScWrappers::MPI::Vector& state, dealii::PETScWrappers::MPI::Vector& rows,
         const dealii::PETScWrappers::MPI::Vector* storage = nullptr);

} // namespace ionflux
