#pragma once

namespace ionflux {

/// How far what drives the problem is turned on, each from 0 (equilibrium) to 1 (the problem).
struct Load {
  double drive = 1.0;  ///< biases, baths, given currents
  double charge = 1.0; ///< fixed and surface charge, and all else that enters: fluxes, sources
};

} // namespace ionflux
