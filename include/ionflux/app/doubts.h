#pragma once

/// What is allowed, but most likely not meant.

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// Warnings about an input, each a sentence; for the log and run.json. Collective.
///
/// Throws InputError for what only the mesh shows to be wrong (sample_expressions(),
/// check_reach()).
template <int dim>
std::vector<std::string> doubts(SteadySimulation<dim>& simulation, const Parameters& parameters);

} // namespace ionflux
