#pragma once

#include <ionflux/app/steady_simulation.h>

#include <string>
#include <vector>

namespace ionflux {

/// A limit of section "Adaptive refinement" on the size of a mesh.
struct MeshLimit {
  const char* words;     ///< with a place for the limit and one for what a mesh would have
  double limit = 0.0;    ///< in its own unit: cells, unknowns, GB
  double per_cell = 0.0; ///< so much of it a cell takes

  double most_cells() const { return limit / per_cell; }
};

/// The limits that are set, for meshes of the kind of the present one.
template <int dim>
std::vector<MeshLimit> mesh_limits(const SteadySimulation<dim>& simulation);

/// The limit that a mesh of `cells` would exceed, in words; "" if none.
std::string exceeded_limit(const std::vector<MeshLimit>& limits, double cells);

/// Cells that no limit forbids; infinity without limits.
double most_cells(const std::vector<MeshLimit>& limits);

} // namespace ionflux
