#pragma once

namespace ionflux {

/// A number that is reported of a solution: a flux, an unknown potential; dimensionless.
struct Reported {
  double value = 0.0;
  double floor = 0.0; ///< changes below mean rounding
  double zero = 0.0;  ///< values below mean zero
};

} // namespace ionflux
