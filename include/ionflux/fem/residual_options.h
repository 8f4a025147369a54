#pragma once

#include <ionflux/fem/transport_stage.h>
#include <ionflux/physics/load.h>

namespace ionflux {

/// What goes into a residual.
struct ResidualOptions {
  TransportStage stage = TransportStage::full;
  Load load = {};
  bool surface_terms = true; ///< false: rows at a boundary then hold minus the outward flux
  bool magnitudes = false;   ///< absolute values of all terms: the size a residual is compared with
  double least_drive = 1.0;  ///< smallest driving force that magnitudes count [RT / length]
  double storage_rate = 0.0; ///< contents times this are added to the rows of species
};

} // namespace ionflux
