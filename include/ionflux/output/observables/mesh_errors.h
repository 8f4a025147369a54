#pragma once

#include <ionflux/output/observables/observation.h>
#include <ionflux/output/observables/solved_state.h>

#include <string>
#include <vector>

namespace ionflux {

/// Estimated errors of the numbers of a run that come from the mesh: exact value minus the one
/// reported. Units and order of BoundaryFlux and UnknownPotential.
struct MeshErrors {
  /// Of the fluxes through one boundary.
  struct Boundary {
    std::vector<double> flux; ///< a species [mol/s]
    double current = 0.0;     ///< [A]
    double charge = 0.0;      ///< [C]
    double potential = 0.0;   ///< of the boundary [V]; 0 if it is given
  };

  bool available = false;
  std::string why_not;              ///< in words, where there are none
  std::vector<Boundary> boundaries; ///< in the order of boundary_fluxes()
  std::vector<double> potentials;   ///< of unknown potentials [V]
  unsigned int krylov_iterations = 0;
  double seconds = 0.0; ///< that the estimate took
};

/// The state as it were without these errors: fluxes, and potentials of boundaries. What else there
/// is stays: an observable that differs is one that depends on them alone.
SolvedState without_mesh_errors(const SolvedState& state, const MeshErrors& errors);

/// Errors of observations; NaN where the errors say nothing of one, or not all: integrals over the
/// regions of `state` have their own.
std::vector<double> observation_errors(const SolvedState& state,
                                       const std::vector<Observation>& observations,
                                       const std::vector<Observation>& corrected);

/// "4.56803e-10 +- 1.1e-13": as many digits of the value as the error, of two digits, allows.
std::string with_error(double value, double error);

} // namespace ionflux
