#pragma once

/// Slopes of surface laws against differences, for all tables of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ionflux {

/// Slopes by all unknowns on all sides against differences; exactly none outside of a law's
/// couplings.
///
/// @param u       [side][unknown], where value() reads them; left as they were
/// @param slopes  [side][unknown] in one row
/// @param value   of the law at u
/// @param depends does the law depend on unknown m?
template <typename Unknowns, typename Value, typename Depends>
void expect_law_slopes(Unknowns& u, const unsigned int n_sides, const unsigned int n_unknowns,
                       const std::vector<double>& slopes, const Value& value,
                       const Depends& depends, const double tolerance) {
  ASSERT_EQ(slopes.size(), n_unknowns * n_sides);
  double largest = 0.0;
  for (const double slope : slopes)
    largest = std::max(largest, std::abs(slope));
  EXPECT_GT(largest, 0.0);
  for (unsigned int s = 0; s < n_sides; ++s)
    for (unsigned int m = 0; m < n_unknowns; ++m) {
      const double here = u[s][m], h = 1e-5;
      u[s][m] = here + h;
      const double above = value();
      u[s][m] = here - h;
      const double below = value();
      u[s][m] = here;
      EXPECT_NEAR(slopes[s * n_unknowns + m], (above - below) / (2.0 * h), tolerance * largest)
          << "side " << s << ", unknown " << m;
      if (!depends(m)) {
        EXPECT_EQ(slopes[s * n_unknowns + m], 0.0);
        EXPECT_EQ(above, below);
      }
    }
}

} // namespace ionflux
