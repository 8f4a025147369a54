#pragma once

/// In which order the points of a sweep are solved, and from which of them each starts.

#include <ionflux/app/sweep/points.h>

#include <vector>

namespace ionflux {

/// One point in the order of solution.
struct SweepStep {
  unsigned int point = 0;               ///< index into the points
  unsigned int group = 0;               ///< points with one mesh, solved one after another
  std::vector<unsigned int> neighbours; ///< points solved before, nearest first; empty: starts cold
  unsigned int axis = 0;                ///< in which all of them differ from this point
};

/// Points of one mesh together; along an axis from the value nearest zero upwards, then from there
/// downwards; each starting from up to `n_neighbours` points that differ in one quantity only, of
/// the last axis if there are such.
std::vector<SweepStep> plan_sweep(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                                  unsigned int n_neighbours);

} // namespace ionflux
