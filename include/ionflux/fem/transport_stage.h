#pragma once

namespace ionflux {

/// Which equations are assembled.
enum class TransportStage {
  full,           ///< the physics
  harmonic_drive, ///< HarmonicLaw: Poisson and Boltzmann's at harmonic electrochemical potentials
  laplace,        ///< the same without any charge: linear
  fixed_drive     ///< Poisson's at electrochemical potentials that stay as they are
};

} // namespace ionflux
