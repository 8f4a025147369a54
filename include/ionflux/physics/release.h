#pragma once

#include <ionflux/support/errors.h>

#include <array>
#include <string>
#include <vector>

namespace ionflux {

/// What enters the domain at a point, evenly along a line, or over a parallelogram (SI units).
struct Release {
  std::string name; ///< of its subsection
  /// One point; the two ends of a line; a corner of a parallelogram and its two neighbours.
  /// Coordinates as in expressions: (x, y, z), or (r, z, 0), where a point stands for a ring.
  std::vector<std::array<double, 3>> corners;
  std::vector<double> rate; ///< of each species, in all [mol/s]; planar 2-D [mol/s/m]
  InputLocation where;      ///< of its subsection
};

} // namespace ionflux
