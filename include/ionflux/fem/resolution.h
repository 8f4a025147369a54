#pragma once

#include <ionflux/fem/boundary_map.h>
#include <ionflux/fem/discretization.h>

namespace ionflux {

/// How fine the mesh is where it must be.
struct WallResolution {
  double thickest = 0.0; ///< of the cells at charged walls, normal to the wall [reference length]
  double thinnest = 0.0; ///< likewise
  bool any = false;      ///< is there a charged wall at all?
  /// Largest product of a given constant surface charge and the thickness of the cells along it
  /// [C/m^2 times the reference length], and the charge that has it [C/m^2].
  double charge_times_thickness = 0.0, charge = 0.0;
};

/// Largest thickness (volume over area of the face) of a cell normal to its faces with a surface
/// charge [reference length]; 0 if it has none. @param charge given constant charge there [C/m^2],
/// or 0
template <int dim>
double
thickness_at_charged_wall(const typename dealii::Triangulation<dim>::active_cell_iterator& cell,
                          const BoundaryMap& boundaries, double* charge = nullptr);

/// Thickness of the cells (volume over area of the face) along every boundary and interface with a
/// surface charge, on all ranks.
template <int dim>
WallResolution wall_resolution(const Discretization<dim>& discretization,
                               const BoundaryMap& boundaries);

/// Estimate of the memory that a solve takes, all ranks together [bytes].
///
/// Matrix (12 bytes a nonzero), its blocks and the multigrid hierarchies (twice that), Krylov
/// vectors. Measured: 3.1 to 4.6 kB an unknown in 3-D (doc/numerics.md, Speed).
double estimate_memory(unsigned int dim, unsigned int degree, unsigned int n_fields,
                       double n_unknowns);

} // namespace ionflux
