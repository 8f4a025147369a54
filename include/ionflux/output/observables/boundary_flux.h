#pragma once

#include <ionflux/fem/discrete_problem.h>

#include <string>
#include <vector>

namespace ionflux {

/// Flux of every species, and electric current, out of the domain through one boundary.
struct BoundaryFlux {
  std::string boundary;
  unsigned int id = 0;      ///< of the boundary in deal.II's mesh
  std::vector<double> flux; ///< conservative, from the residual, a species [mol/s] *
  double current = 0.0;     ///< F sum z_i flux_i [A] *
  double charge = 0.0;      ///< outward flux of D = -eps grad phi [C] *
  /// What Newton's last step changed, rounding, and what the balance of the part of the domain
  /// misses. Negative: unknown. *
  std::vector<double> error = {};
  double current_error = -1.0, charge_error = -1.0;
  // * for the whole object (symmetry undone); per metre of depth in planar 2-D runs
};

/// Fluxes through all boundaries that are not symmetries, in the order of the labels.
///
/// The conservative flux is that of fem/flux_functional.h. A node that two boundaries share is
/// counted once, for the one whose condition comes first in the input (with an essential law before
/// one without), so that all fluxes and sources add up to zero to solver tolerance.
///
/// @param outward dimensionless fluxes
template <int dim>
std::vector<BoundaryFlux> boundary_fluxes(const Discretization<dim>& discretization,
                                          const Model& model, const MeshLabels& labels,
                                          double symmetry_fraction, const FluxTable& outward);

/// Fill the errors of `now`: the change since `before`, Newton's last but one state, and what is
/// not known better, as fluxes.
void set_algebraic_errors(const std::vector<BoundaryFlux>& before,
                          const std::vector<BoundaryFlux>& uncertain,
                          const Electrolyte& electrolyte, std::vector<BoundaryFlux>& now);

/// "mol/s", or "mol/s/m" in planar 2-D runs; likewise "A" and "C".
std::string per_depth(const std::string& unit, unsigned int physical_dimension);

} // namespace ionflux
