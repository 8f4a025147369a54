#pragma once

/// The error of the mesh in every boundary flux and unknown potential of a run.

#include <ionflux/app/steady_simulation.h>
#include <ionflux/output/observables/mesh_errors.h>

namespace ionflux {

/// Estimate them all by one linear solve; see MeshDefect. Collective.
///
/// @param simulation solved
template <int dim>
MeshErrors estimate_mesh_errors(SteadySimulation<dim>& simulation, const Parameters& parameters);

} // namespace ionflux
