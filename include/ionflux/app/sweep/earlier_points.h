#pragma once

#include <ionflux/app/sweep/tables.h>

#include <string>
#include <vector>

namespace ionflux {

/// Folder of a point's results.
std::string folder_of(const Parameters& sweep, const SweepPoint& point);

/// What an earlier run of the same sweep left, one result a point: points that are done are not
/// done again. All ranks learn the status, rank 0 has the tables. Collective.
///
/// @param force begin anew: nothing counts
/// @throws InputError if a folder holds a point of another input
std::vector<PointResult> read_earlier_points(const Parameters& sweep,
                                             const std::vector<SweepPoint>& points, bool force);

/// The folder of a point that an interrupted run left without its marks is ours all the same.
/// Collective.
void claim_point(const Parameters& sweep, const SweepPoint& point);

} // namespace ionflux
