#pragma once

namespace ionflux {

/// A number that is reported of a solution: a flux, an unknown potential; dimensionless.
struct Reported {
  double value = 0.0;
  double floor = 0.0; ///< changes below mean rounding
  double zero = 0.0;  ///< values below mean zero
  double rest = 0.0;  ///< what is known to be wrong with it, such as an imbalance
};

} // namespace ionflux
