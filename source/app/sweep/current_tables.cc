#include <ionflux/app/sweep/current_tables.h>

#include <ionflux/app/sweep/axis_cells.h>
#include <ionflux/output/observables/current_voltage.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

using Cell = CsvTable::Cell;
using Cells = std::vector<Cell>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Cell known(const double number) {
  if (!std::isfinite(number)) return std::monostate{};
  return number;
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

} // namespace

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

} // namespace ionflux
