#pragma once

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// "K is not resolved near (1e-06, 2e-09) m: ...", a line for each species that the mesh does not
/// resolve. Collective; the same on all ranks.
template <int dim>
std::vector<std::string> species_warnings(SteadySimulation<dim>& simulation,
                                          const Parameters& parameters);

} // namespace ionflux
