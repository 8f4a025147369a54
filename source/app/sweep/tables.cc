#include <ionflux/app/sweep/tables.h>

#include <ionflux/output/observables/current_voltage.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

namespace ionflux {

namespace {

using Cell = CsvTable::Cell;
using Cells = std::vector<Cell>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Cell known(const double number) {
  if (!std::isfinite(number)) return std::monostate{};
  return number;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return text.str();
}

/// Values of the axes at a point, but for one axis.
void add_axes(const SweepSettings& sweep, const SweepPoint& point, const int except, Cells& cells) {
  for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
    if (static_cast<int>(a) == except) continue;
    const SweepValue& value = sweep.axes[a].values[point.index[a]];
    if (sweep.axes[a].numeric)
      cells.push_back(value.number);
    else
      cells.push_back(value.text);
  }
}

std::vector<std::string> axis_titles(const SweepSettings& sweep, const int except = -1) {
  std::vector<std::string> titles;
  for (std::size_t a = 0; a < sweep.axes.size(); ++a)
    if (static_cast<int>(a) != except) titles.push_back(sweep.axes[a].title());
  return titles;
}

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
    Cells cells = {static_cast<long long>(points[i].number)};
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
    Cells front = {static_cast<long long>(points[i].number)};
    add_axes(sweep, points[i], -1, front);
    if (results[i].status == PointStatus::failed) {
      front.resize(header.size());
      table.add_row(front);
    }
    if (!results[i].has_values() || (results[i].*which).header != columns) continue;
    for (const std::vector<std::string>& row : (results[i].*which).rows) {
      Cells cells = front;
      for (const std::string& cell : row)
        cells.push_back(cell);
      cells.resize(n_front + columns.size());
      table.add_row(cells);
    }
  }
  return table.csv();
}

/// Points that differ in the voltage only, in ascending order of it.
std::vector<std::vector<unsigned int>>
curves_of(const SweepSettings& sweep, const std::vector<SweepPoint>& points, const int axis) {
  std::vector<std::vector<unsigned int>> curves;
  std::map<std::vector<unsigned int>, std::size_t> curve_of;
  for (unsigned int i = 0; i < points.size(); ++i) {
    std::vector<unsigned int> others = points[i].index;
    others.erase(others.begin() + axis);
    if (sweep.paired) others.clear();
    const auto [place, is_new] = curve_of.emplace(others, curves.size());
    if (is_new) curves.emplace_back();
    curves[place->second].push_back(i);
  }
  for (auto& curve : curves)
    std::stable_sort(curve.begin(), curve.end(), [&](const unsigned int a, const unsigned int b) {
      return points[a].voltage < points[b].voltage;
    });
  return curves;
}

std::string unit_of_current(const std::vector<PointResult>& results) {
  for (const PointResult& result : results)
    if (result.has_values() && result.fluxes.column("current [") >= 0) {
      const std::string& name = result.fluxes.header[result.fluxes.column("current [")];
      return name.substr(name.find('[') + 1, name.find(']') - name.find('[') - 1);
    }
  return "";
}

void add_current_tables(const Parameters& sweep, const std::vector<SweepPoint>& points,
                        const std::vector<PointResult>& results,
                        std::map<std::string, std::string>& tables) {
  const SweepSettings& settings = sweep.sweep;
  const SweptElectrode electrode = swept_electrode(settings);
  const std::string ampere = unit_of_current(results);
  if (electrode.axis < 0 || ampere.empty()) return;
  const std::string siemens = "S" + ampere.substr(1);

  std::vector<std::string> header = axis_titles(settings, electrode.axis), curve_header = header;
  if (settings.paired) curve_header.clear();
  for (const std::string& name :
       {std::string("voltage [V]"), "current [" + ampere + "]",
        "chord conductance [" + siemens + "]", "slope conductance [" + siemens + "]",
        std::string("rectification")})
    header.push_back(name);
  for (const Species& species : sweep.electrolyte.species)
    header.push_back("current of " + species.name + " [" + ampere + "]");
  header.push_back("algebraic error of current [" + ampere + "]");
  for (const Species& species : sweep.electrolyte.species)
    header.push_back("algebraic error of current of " + species.name + " [" + ampere + "]");
  for (const std::string& name :
       {std::string("points"), std::string("reversal potential [V]"),
        "conductance at zero voltage [" + siemens + "]", std::string("rectification"),
        std::string("algebraic error of reversal potential [V]")})
    curve_header.push_back(name);
  CsvTable iv(header), per_curve(curve_header);

  for (const std::vector<unsigned int>& members : curves_of(settings, points, electrode.axis)) {
    CurrentVoltageCurve curve;
    long long n_known = 0;
    for (const unsigned int i : members) {
      curve.voltage.push_back(points[i].voltage);
      curve.current.push_back(
          results[i].has_values() ? current_into(results[i].fluxes, electrode.surfaces) : unknown);
      curve.error.push_back(results[i].has_values()
                                ? error_of_current(results[i].fluxes, electrode.surfaces)
                                : unknown);
      n_known += std::isfinite(curve.current.back());
    }
    const std::vector<double> slopes = curve.slopes();
    for (std::size_t k = 0; k < members.size(); ++k) {
      const unsigned int i = members[k];
      if (results[i].status == PointStatus::waiting) continue;
      Cells cells;
      add_axes(settings, points[i], electrode.axis, cells);
      const double voltage = curve.voltage[k], current = curve.current[k];
      for (const double number : {voltage, current, voltage != 0.0 ? current / voltage : unknown,
                                  slopes[k], curve.rectification(k)})
        cells.push_back(known(number));
      for (const Species& species : sweep.electrolyte.species)
        cells.push_back(
            known(results[i].has_values()
                      ? current_into(results[i].fluxes, electrode.surfaces, species.name)
                      : unknown));
      cells.push_back(known(curve.error[k]));
      for (const Species& species : sweep.electrolyte.species)
        cells.push_back(
            known(results[i].has_values()
                      ? error_of_current(results[i].fluxes, electrode.surfaces, species.name)
                      : unknown));
      iv.add_row(cells);
    }
    Cells cells;
    if (!settings.paired) add_axes(settings, points[members[0]], electrode.axis, cells);
    cells.push_back(n_known);
    for (const double number : {curve.reversal_potential(), curve.conductance_at_zero(),
                                curve.greatest_rectification(), curve.reversal_potential_error()})
      cells.push_back(known(number));
    per_curve.add_row(cells);
  }
  tables["iv.csv"] = iv.csv();
  tables["curves.csv"] = per_curve.csv();
}

} // namespace

int CsvText::column(const std::string& start) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (header[i].compare(0, start.size(), start) == 0) return i;
  return -1;
}

CsvText parse_csv(const std::string& text) {
  std::vector<std::vector<std::string>> lines;
  std::vector<std::string> line;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      cell += text[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == ',' || c == '\n')) {
      line.push_back(cell);
      cell.clear();
      if (c == '\n') {
        lines.push_back(line);
        line.clear();
      }
    } else
      cell += c;
  }
  CsvText table;
  if (lines.empty()) return table;
  table.header = lines[0];
  table.rows.assign(lines.begin() + 1, lines.end());
  return table;
}

PointResult read_point(const std::string& folder) {
  PointResult result;
  const auto record = nlohmann::json::parse(read_file(folder + "/run.json"), nullptr, false);
  if (!record.is_object()) return result;
  const auto number = [&](const char* path, const double otherwise) {
    const auto pointer = nlohmann::json::json_pointer(path);
    return record.contains(pointer) && record[pointer].is_number() ? record[pointer].get<double>()
                                                                   : otherwise;
  };
  const auto text = [&](const char* path) {
    const auto pointer = nlohmann::json::json_pointer(path);
    return record.contains(pointer) && record[pointer].is_string()
               ? record[pointer].get<std::string>()
               : std::string();
  };
  const int code = static_cast<int>(number("/exit/code", -1));
  if (code == static_cast<int>(ExitCode::success))
    result.status = PointStatus::done;
  else if (code == static_cast<int>(ExitCode::audit_violated))
    result.status = PointStatus::audit_failed;
  else if (code == static_cast<int>(ExitCode::no_convergence) ||
           code == static_cast<int>(ExitCode::non_finite))
    result.status = PointStatus::failed;
  else
    return result;
  result.key = text("/sweep/key");
  result.crc = text("/input/crc32");
  result.point_of_factors = number("/sweep/factors of point", 0) - 1;
  result.attempts = number("/sweep/attempts", 1);
  result.newton_steps = number("/solver/newton steps, failed attempts included", 0);
  result.krylov_iterations = number("/solver/krylov iterations", 0);
  result.seconds = number("/time [s]/total", 0.0);
  if (!result.has_values()) return result;
  result.fluxes = parse_csv(read_file(folder + "/fluxes.csv"));
  result.observables = parse_csv(read_file(folder + "/observables.csv"));
  if (result.fluxes.empty()) return PointResult(); // somebody took it away: compute it again
  return result;
}

namespace {

// Sum of a column over the rows of some boundaries and a species; nan if there are none.
double sum_of(const CsvText& fluxes, const std::string& column,
              const std::vector<std::string>& boundaries, const std::string& species) {
  const int boundary = fluxes.column("boundary"), of = fluxes.column("species"),
            values = fluxes.column(column);
  if (boundary < 0 || of < 0 || values < 0) return unknown;
  double sum = 0.0;
  bool any = false;
  for (const std::vector<std::string>& row : fluxes.rows)
    if (contains(boundaries, row.at(boundary)) && row.at(of) == species) {
      sum += std::strtod(row.at(values).c_str(), nullptr);
      any = true;
    }
  return any ? sum : unknown;
}

} // namespace

double current_into(const CsvText& fluxes, const std::vector<std::string>& boundaries,
                    const std::string& species) {
  return 0.0 - sum_of(fluxes, "current [", boundaries, species);
}

double error_of_current(const CsvText& fluxes, const std::vector<std::string>& boundaries,
                        const std::string& species) {
  const int current = fluxes.column("current [");
  if (current < 0) return unknown;
  const std::string unit = fluxes.header[current].substr(std::string("current").size());
  return sum_of(fluxes, "algebraic error" + unit, boundaries, species);
}

std::map<std::string, std::string> sweep_tables(const Parameters& sweep,
                                                const std::vector<SweepPoint>& points,
                                                const std::vector<PointResult>& results) {
  std::map<std::string, std::string> tables;
  tables["points.csv"] = points_table(sweep.sweep, points, results);
  tables["fluxes.csv"] = joined_table(sweep.sweep, points, results, &PointResult::fluxes);
  tables["observables.csv"] = joined_table(sweep.sweep, points, results, &PointResult::observables);
  add_current_tables(sweep, points, results, tables);
  for (auto table = tables.begin(); table != tables.end();)
    table = table->second.empty() ? tables.erase(table) : std::next(table);
  return tables;
}

} // namespace ionflux
