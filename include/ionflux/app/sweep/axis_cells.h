#pragma once

#include <ionflux/app/sweep/points.h>
#include <ionflux/output/table_writer.h>

#include <string>
#include <vector>

namespace ionflux {

/// Values of the axes at a point, but for one axis, appended to a row.
void add_axes(const SweepSettings& sweep, const SweepPoint& point, int except,
              std::vector<CsvTable::Cell>& cells);

/// Titles of these columns.
std::vector<std::string> axis_titles(const SweepSettings& sweep, int except = -1);

} // namespace ionflux
