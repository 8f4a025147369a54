#pragma once

/// A given flow on the mesh: what cannot be, and what to say of it.

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// Throws InputError(bad_parameters), the same on all ranks, where the flow has sources, enters a
/// wall or a material at rest, or goes through a boundary that says nothing of a species.
///
/// @returns warnings: a slight divergence, cells too large for the flow
template <int dim>
std::vector<std::string> check_flow(SteadySimulation<dim>& simulation,
                                    const Parameters& parameters);

/// Lines for the log; none without a flow.
template <int dim>
std::vector<std::string> flow_summary(SteadySimulation<dim>& simulation);

} // namespace ionflux
