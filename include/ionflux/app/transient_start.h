#pragma once

#include <ionflux/app/steady_simulation.h>
#include <ionflux/app/time_problem.h>

namespace ionflux {

/// The state of the input's initial concentrations, without a field.
///
/// @throws InputError where one is negative, or zero where its logarithm is the unknown
template <int dim>
dealii::PETScWrappers::MPI::Vector initial_state(SteadySimulation<dim>& simulation,
                                                 const Parameters& parameters);

/// Give a state the potential that belongs to its concentrations and to the given values at t = 0.
///
/// A step of implicit Euler, so short that nothing moves. Where it is not found the state stays.
/// @return whether it was found
template <int dim>
bool find_potential(TimeProblem<dim>& problem, const Parameters& parameters,
                    dealii::PETScWrappers::MPI::Vector& x);

} // namespace ionflux
