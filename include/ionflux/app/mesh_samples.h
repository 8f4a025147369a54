#pragma once

/// Expressions of the input where the equations will ask for them: at the points of the mesh.

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// Evaluate what the input gives as expressions (charges, sources, boundary values) at the
/// quadrature points and nodes of the present mesh. Collective.
///
/// Throws InputError, with the place and the value, the same on all ranks, where one is not finite
/// or a given concentration is negative (or zero where its logarithm is needed).
/// @returns warnings: given concentrations that are not electroneutral, with place and values
template <int dim>
std::vector<std::string> sample_expressions(SteadySimulation<dim>& simulation,
                                            const Parameters& parameters);

} // namespace ionflux
