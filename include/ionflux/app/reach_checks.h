#pragma once

/// Parts of the domain that ions cannot reach.

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// Where materials exclude a species, what is left of the domain may fall apart. Throws
/// InputError(bad_parameters), the same on all ranks, where no condition fixes the amount of a
/// species in a part of its own, or the potential in a part of the mesh.
///
/// @returns warnings: ions that no path leads from one given boundary to another
template <int dim>
std::vector<std::string> check_reach(SteadySimulation<dim>& simulation,
                                     const Parameters& parameters);

} // namespace ionflux
