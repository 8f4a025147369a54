#pragma once

#include <ionflux/app/steady_simulation.h>
#include <ionflux/app/time_mesh.h>
#include <ionflux/app/time_problem.h>
#include <ionflux/output/log.h>

namespace ionflux {

/// The state of the input's initial concentrations, without a field.
///
/// @throws InputError where one is negative, or zero where its logarithm is the unknown
template <int dim>
dealii::PETScWrappers::MPI::Vector initial_state(SteadySimulation<dim>& simulation,
                                                 const Parameters& parameters);

/// Give a state the potential that belongs to its concentrations and to the given values at t = 0.
///
/// A step of implicit Euler, so short that hardly anything moves; in electroneutral solutions the
/// potential alone is taken from it, which then drives the currents that neutrality asks for. Where
/// it is not found the state stays.
/// @param is_new is there no potential yet? Else an electroneutral state keeps its own.
/// @return whether it was found
template <int dim>
bool find_potential(SteadySimulation<dim>& simulation, TimeProblem<dim>& problem,
                    dealii::PETScWrappers::MPI::Vector& x, bool is_new = true);

/// Solve for the steady state of the values before t = 0, on a mesh for it. The clock is set to
/// just before t = 0 in any case.
///
/// @return success, also where the run starts from something else; or why there is none, told
template <int dim>
ExitCode find_start(SteadySimulation<dim>& simulation, TimeMesh<dim>& mesh, Log& log,
                    std::string& reason);

/// initial_state() with its potential, on a mesh for it.
///
/// @return whether the potential was found
template <int dim>
bool start_from_concentrations(SteadySimulation<dim>& simulation, TimeProblem<dim>& problem,
                               TimeMesh<dim>& mesh, dealii::PETScWrappers::MPI::Vector& x);

} // namespace ionflux
