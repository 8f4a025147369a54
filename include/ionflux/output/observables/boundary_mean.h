#pragma once

#include <ionflux/fem/boundary_map.h>
#include <ionflux/fem/floating_metals.h>
#include <ionflux/output/field_source.h>

#include <array>
#include <string>
#include <vector>

namespace ionflux {

/// Mean state on one boundary.
struct BoundaryMean {
  std::string name;
  double area = 0.0; ///< [m^2] of the whole object; [m] in planar 2-D runs
  std::vector<double>
      scalar; ///< mean of each scalar of PointQuantities::fields(); NaN for SolutionProperties
  std::vector<double> least, greatest; ///< of each scalar, at the quadrature points of the faces
  bool is_electrode = false;           ///< does its condition say what the potential is?
  double potential = 0.0;            ///< mean potential of the electrode, else of the solution [V]
  std::vector<double> concentration; ///< of its bath [mol/m^3]; empty without a bath
  /// Outward diffusion, migration and advection of each species by quadrature at the faces, for the
  /// whole object [mol/s]; [mol/s/m] in planar 2-D runs.
  std::vector<std::array<double, 3>> flux_parts;
  double flow = 0.0; ///< of the solvent, outward [m^3/s]; [m^2/s] in planar 2-D runs
};

/// One mean a boundary that is no symmetry, in the order of the labels. Collective.
///
/// @param labels   names by boundary id
/// @param whole    full turn / symmetry fraction: what areas are multiplied by
/// @param solution ghosted, all constraints distributed
/// @param metals   in that state
template <int dim>
std::vector<BoundaryMean> boundary_means(const FieldSource<dim>& source, const MeshLabels& labels,
                                         const std::vector<Bath>& baths, double whole,
                                         const dealii::PETScWrappers::MPI::Vector& solution,
                                         const FloatingMetals<dim>& metals);

} // namespace ionflux
