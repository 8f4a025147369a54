#pragma once

/// The rows of the table of observables, each made in the source file of its observable, and what
/// they share.

#include <ionflux/output/observables/observable.h>

#include <optional>
#include <string>

namespace ionflux {

ObservableRow boundary_flux_row();
ObservableRow plane_flux_row();
ObservableRow flux_parts_row();
ObservableRow conductance_row();
ObservableRow transference_row();
ObservableRow permselectivity_row();
ObservableRow reversal_potential_row();
ObservableRow content_row();
ObservableRow excess_row();
ObservableRow extremes_row();
ObservableRow boundary_extremes_row();
ObservableRow dissipation_row();
ObservableRow free_energy_row();
ObservableRow reactions_row();
ObservableRow surface_reactions_row();
ObservableRow resistance_row();
ObservableRow mass_transfer_row();
ObservableRow passage_row();

/// Two boundaries with given potentials, and what goes from one to the other.
struct ElectrodePair {
  const BoundaryMean &from, &to;
  const BoundaryFlux& into; ///< flux of the boundary `from` (outward: negative when it feeds)
  std::string name;         ///< "from - to"
  double voltage;           ///< potential of `from` less that of `to` (BoundaryMean::potential) [V]
  double current;           ///< into the domain at `from` [A]
  double gross_current;     ///< sum over the species of |z F flux| there [A]
  bool equal_baths;         ///< same concentrations at both
};

/// The pair the user named, else the only two electrodes there are; empty if there are not two.
std::optional<ElectrodePair> electrodes(const SolvedState& state,
                                        const ObservableSettings& settings);

/// Is a number noise beside what cancelled in it?
bool is_noise(double value, double size);

/// User's name of a requested observable, else `automatic`.
std::string place_of(const ObservableSettings& settings, const std::string& automatic);

/// Does a requested or automatic observable cover this region?
bool covers(const ObservableSettings& settings, const RegionSummary& region);

} // namespace ionflux
