#pragma once

#include <ionflux/output/field_source.h>

#include <string>
#include <vector>

namespace ionflux {

/// Integrals and extremes over one region of the geometry, for the whole object (symmetry undone);
/// per metre of depth in planar 2-D runs. Scalars in the order of PointQuantities::fields().
struct RegionSummary {
  std::string name;
  double volume = 0.0;               ///< [m^3]
  double dissipation = 0.0;          ///< integral of -sum J . grad mu [W]
  double source_power = 0.0;         ///< integral of sum (given source) mu [W]
  double reaction_dissipation = 0.0; ///< integral of sum (rate) (affinity) [W]
  /// Integral of sum v (affinity + sum nu mu) [W]: what reactions take from, or give to, standard
  /// potentials that mu does not count.
  double reaction_power = 0.0;
  std::vector<double> extent;          ///< volume where the scalar is defined [m^3]
  std::vector<double> integral;        ///< of each scalar, where it is defined [unit m^3]
  std::vector<double> least, greatest; ///< of each scalar, at the quadrature points
  /// Free energy [J] of the field, eps E^2 / 2, and of the species, sum c (mu0 + RT (ln(c / 1
  /// mol/L)
  /// - 1)); the latter NaN where activities are not concentrations.
  double field_energy = 0.0, mixing_energy = 0.0;
};

/// One summary a region, in the order of the labels. Collective.
///
/// The points are those of the assembler, so that balances hold exactly.
/// @param whole    full turn / symmetry fraction: what the integrals are multiplied by
/// @param solution ghosted, all constraints distributed
/// @param with_solution also integrals of SolutionProperties; else these have no extent
template <int dim>
std::vector<RegionSummary> summarize_regions(const FieldSource<dim>& source, double whole,
                                             const dealii::PETScWrappers::MPI::Vector& solution,
                                             bool with_solution);

} // namespace ionflux
