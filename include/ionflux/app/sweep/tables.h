#pragma once

/// The tables of a sweep, put together from the folders of its points. For rank 0: nothing here
/// communicates.

#include <ionflux/app/sweep/point_result.h>
#include <ionflux/app/sweep/points.h>

#include <map>
#include <string>
#include <vector>

namespace ionflux {

/// Contents of points.csv, fluxes.csv, observables.csv, iv.csv and curves.csv, by name; those that
/// exist. One result a point, in the user's order.
std::map<std::string, std::string> sweep_tables(const Parameters& sweep,
                                                const std::vector<SweepPoint>& points,
                                                const std::vector<PointResult>& results);

} // namespace ionflux
