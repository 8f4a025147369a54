#pragma once

#include <ionflux/app/sweep/point_result.h>
#include <ionflux/app/sweep/points.h>

#include <map>
#include <string>
#include <vector>

namespace ionflux {

/// Add iv.csv and curves.csv where a potential is swept and fluxes are there.
void add_current_tables(const Parameters& sweep, const std::vector<SweepPoint>& points,
                        const std::vector<PointResult>& results,
                        std::map<std::string, std::string>& tables);

} // namespace ionflux
