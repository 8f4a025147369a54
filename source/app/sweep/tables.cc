#include <ionflux/app/sweep/tables.h>

#include <ionflux/app/sweep/axis_cells.h>
#include <ionflux/app/sweep/current_tables.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

const char* in_words(const PointStatus status) {
  switch (status) {
  case PointStatus::waiting:
    return "waiting";
  case PointStatus::done:
    return "done";
  case PointStatus::audit_failed:
    return "audit failed";
  case PointStatus::failed:
    return "failed";
  }
  return "";
}

std::string points_table(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                         const std::vector<PointResult>& results) {
  std::vector<std::string> header = {"point"};
  for (const std::string& title : axis_titles(sweep))
    header.push_back(title);
  for (const char* name : {"status", "attempts", "Newton steps", "Krylov iterations", "seconds"})
    header.push_back(name);
  CsvTable table(header);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const PointResult& result = results[i];
    std::vector<CsvTable::Cell> cells = {static_cast<long long>(points[i].number)};
    add_axes(sweep, points[i], -1, cells);
    cells.push_back(std::string(in_words(result.status)));
    if (result.status == PointStatus::waiting) {
      cells.resize(header.size());
    } else {
      cells.push_back(static_cast<long long>(result.attempts));
      cells.push_back(static_cast<long long>(result.newton_steps));
      cells.push_back(static_cast<long long>(result.krylov_iterations));
      cells.push_back(std::round(1e3 * result.seconds) / 1e3);
    }
    table.add_row(cells);
  }
  return table.csv();
}

/// The rows of one table of all points, with point and axes in front. A failed point has one row
/// with empty cells.
std::string joined_table(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                         const std::vector<PointResult>& results, CsvText PointResult::*which) {
  const auto first = std::find_if(results.begin(), results.end(), [&](const PointResult& result) {
    return result.has_values() && !(result.*which).empty();
  });
  if (first == results.end()) return "";
  const std::vector<std::string>& columns = ((*first).*which).header;
  std::vector<std::string> header = {"point"};
  for (const std::string& title : axis_titles(sweep))
    header.push_back(title);
  const std::size_t n_front = header.size();
  header.insert(header.end(), columns.begin(), columns.end());
  CsvTable table(header);
  for (std::size_t i = 0; i < points.size(); ++i) {
    std::vector<CsvTable::Cell> front = {static_cast<long long>(points[i].number)};
    add_axes(sweep, points[i], -1, front);
    if (results[i].status == PointStatus::failed) {
      front.resize(header.size());
      table.add_row(front);
    }
    if (!results[i].has_values() || (results[i].*which).header != columns) continue;
    for (const std::vector<std::string>& row : (results[i].*which).rows) {
      std::vector<CsvTable::Cell> cells = front;
      for (const std::string& cell : row)
        cells.push_back(cell);
      cells.resize(n_front + columns.size());
      table.add_row(cells);
    }
  }
  return table.csv();
}

} // namespace

std::map<std::string, std::string> sweep_tables(const Parameters& sweep,
                                                const std::vector<SweepPoint>& points,
                                                const std::vector<PointResult>& results) {
  std::map<std::string, std::string> tables;
  tables["points.csv"] = points_table(sweep.sweep, points, results);
  tables["fluxes.csv"] = joined_table(sweep.sweep, points, results, &PointResult::fluxes);
  tables["observables.csv"] = joined_table(sweep.sweep, points, results, &PointResult::observables);
  if (!sweep.time.requested) add_current_tables(sweep, points, results, tables); // else: when?
  for (auto table = tables.begin(); table != tables.end();)
    table = table->second.empty() ? tables.erase(table) : std::next(table);
  return tables;
}

} // namespace ionflux
