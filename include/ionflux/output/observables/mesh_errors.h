#pragma once

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
  };

  bool available = false;
  std::string why_not;              ///< in words, where there are none
  std::vector<Boundary> boundaries; ///< in the order of boundary_fluxes()
  std::vector<double> potentials;   ///< of unknown potentials [V]
  unsigned int krylov_iterations = 0;
  double seconds = 0.0; ///< that the estimate took
};

} // namespace ionflux
