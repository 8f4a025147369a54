#pragma once

#include <ionflux/support/errors.h>
#include <ionflux/support/given_value.h>

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
  /// Of each species, in all, perhaps of time [mol/s]; planar 2-D [mol/s/m].
  std::vector<GivenValue> rate;
  InputLocation where; ///< of its subsection

  /// Does it ever release the species?
  bool has(const unsigned int species) const { return !rate[species].is_zero(); }
  bool depends_on_time() const {
    for (const GivenValue& one : rate)
      if (one.depends_on_time()) return true;
    return false;
  }
};

} // namespace ionflux
