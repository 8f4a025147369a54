#pragma once

#include <ionflux/fem/discrete_problem.h>

#include <string>
#include <vector>

namespace ionflux {

/// Flux of every species, and electric current, out of the domain through one boundary.
struct BoundaryFlux {
  std::string boundary;
  std::vector<double> flux;        ///< conservative, from the residual, a species [mol/s] *
  std::vector<double> direct_flux; ///< by quadrature of the gradient, for comparison *
  double current = 0.0;            ///< F sum z_i flux_i [A] *
  double direct_current = 0.0;
  double charge = 0.0; ///< outward flux of D = -eps grad phi [C] *
  // * for the whole object (symmetry undone); per metre of depth in planar 2-D runs
};

/// Fluxes through all boundaries that are not symmetries, in the order of the labels.
///
/// The conservative flux is minus the sum of residual rows over the nodes of the boundary. A node
/// that two boundaries share is counted once, for the one whose condition comes first in the input
/// (with an essential law before one without), so that all fluxes and sources add up to zero to
/// solver tolerance.
///
/// @param solution owned vector that solves the problem
template <int dim>
std::vector<BoundaryFlux>
boundary_fluxes(const Discretization<dim>& discretization, DiscreteProblem<dim>& problem,
                const BoundaryMap& boundaries, const MeshLabels& labels,
                const Electrolyte& electrolyte, const Scaling& scaling, double symmetry_fraction,
                const dealii::PETScWrappers::MPI::Vector& solution);

/// "mol/s", or "mol/s/m" in planar 2-D runs; likewise "A" and "C".
std::string per_depth(const std::string& unit, unsigned int physical_dimension);

} // namespace ionflux
