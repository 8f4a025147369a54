#pragma once

/// What the geometry tests share: geometries from a few "name = value" pairs, and measures of
/// meshes.

#include <ionflux/geometry/geometry.h>

#include <deal.II/distributed/tria.h>

#include <map>
#include <string>

using Entries = std::map<std::string, std::string>;

struct MeshReport {
  std::map<std::string, double> volumes; ///< of the regions
  std::map<std::string, double> areas;   ///< of boundaries and interfaces
  std::map<std::string, double> n_faces; ///< of boundaries and interfaces
  double n_marked_cells = 0;             ///< cells that carry an interface's manifold id
  double smallest_jacobian = 0;          ///< det J / (diameter of the cell)^dim, smallest of all
  double largest_aspect = 0;             ///< longest edge over shortest of a cell
  double largest_jump = 0;               ///< ratio of the volumes of neighbours
  unsigned long long n_cells = 0;
};

/// The geometry `type` with default entries but for those given.
template <int dim>
std::unique_ptr<ionflux::Geometry<dim>> geometry(const std::string& type, const Entries& entries,
                                                 const ionflux::MeshContext& context = {});

/// Volumes, areas and quality of a mesh, summed over all ranks; with 2 pi r when axisymmetric.
template <int dim>
MeshReport measure(const ionflux::Geometry<dim>& geometry,
                   const dealii::parallel::distributed::Triangulation<dim>& mesh,
                   unsigned int mapping_degree, bool axisymmetric = false);
