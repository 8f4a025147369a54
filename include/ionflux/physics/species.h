#pragma once

#include <string>

namespace ionflux {

/// One dissolved, mobile species.
struct Species {
  std::string name;
  int charge_number = 0;    ///< z, signed, 0 for a neutral solute
  double diffusivity = 0.0; ///< D at infinite dilution [m^2/s]
  double diameter = 0.0;    ///< for models with finite size [m]; 0 = point-like
};

} // namespace ionflux
