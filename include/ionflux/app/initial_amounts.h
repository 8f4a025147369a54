#pragma once

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// What the mesh makes of initial concentrations that vary within its cells.
///
/// @param x the state of the start
/// @return a warning for each species whose amount in all is visibly another than that of the
///         input's expression, integrated finely; the same on all ranks. Collective.
template <int dim>
std::vector<std::string> initial_amount_warnings(SteadySimulation<dim>& simulation,
                                                 const dealii::PETScWrappers::MPI::Vector& x);

} // namespace ionflux
