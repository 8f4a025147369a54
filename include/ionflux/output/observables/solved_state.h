#pragma once

#include <ionflux/output/observables/boundary_flux.h>
#include <ionflux/output/observables/boundary_mean.h>
#include <ionflux/output/observables/region_summary.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ionflux {

/// A reaction on a surface, over all surfaces of its condition.
struct SurfaceReactionState {
  std::string place; ///< surfaces
  std::string name;
  int electrons = 0;                    ///< of the products less those of the reactants
  double forward = 0.0, backward = 0.0; ///< rates [mol/s], per metre of depth in planar 2-D
  double dissipation = 0.0; ///< integral of rate times affinity [W], likewise; NaN: unknown
  std::map<std::string, double> ussing; ///< of a carrier: Ussing's flux ratio of each species
};

/// Mean coverage of the sites of a condition's surfaces by a species.
struct CoverageState {
  std::string place, species;
  double coverage = 0.0;
};

/// A solved problem in plain numbers: what observables are made from. SI units, for the whole
/// object; per metre of depth in planar 2-D runs.
struct SolvedState {
  std::vector<Species> species;
  std::vector<Bath> baths;
  std::vector<Reaction> reactions;
  std::vector<SurfaceReactionState> surface_reactions;
  std::vector<CoverageState> coverages;
  /// What lets each species through, up to a factor: its diffusivity [m^2/s] or, where there is a
  /// thin membrane, the membrane's permeability [m/s]; empty if that varies from place to place.
  std::vector<double> permeability;
  bool nernst_einstein = true;   ///< the mobility model everywhere
  double thermal_voltage = 0.0;  ///< RT/F [V]
  bool has_double_layers = true; ///< else the solution is electroneutral: no surface has a charge
  unsigned int physical_dimension = 3;

  std::vector<FieldDescription> scalars; ///< of PointQuantities, as in the summaries
  std::vector<RegionSummary> regions;    ///< without those of SolutionProperties
  /// With them; made when asked for. Collective.
  std::function<std::vector<RegionSummary>()> regions_with_solution;
  std::vector<BoundaryFlux> fluxes; ///< in the order of `boundaries`
  std::vector<BoundaryMean> boundaries;

  /// Power that enters through boundaries, with sources and through inner membranes, and what
  /// reactions gain from standard potentials [W].
  double power = 0.0;
  /// Do dissipation and power agree to the tolerance of the solver (as with electrochemical
  /// potentials as unknowns), or to that of the mesh? With a flow, which does work too, neither.
  bool power_is_exact = false;

  /// Flux of each species in the direction of an axis (0: x or r, 1: y or z, 2: z) through the
  /// plane at a position [m]; [mol/s]. Collective.
  std::function<std::vector<double>(unsigned int axis, double position)> flux_through_plane;
};

/// What describe_state() looks at.
template <int dim>
struct SolvedProblem {
  FieldSource<dim> fields;
  DiscreteProblem<dim>& problem;
  const MeshLabels& labels;
  const std::vector<Bath>& baths;
  double symmetry_fraction;
  const SolvedRows<dim>& rows;
};

/// Gather the numbers. Collective; the result refers to the objects in `solved`.
/// @param fluxes what boundary_fluxes() returned
template <int dim>
SolvedState describe_state(const SolvedProblem<dim>& solved,
                           const std::vector<BoundaryFlux>& fluxes);

} // namespace ionflux
