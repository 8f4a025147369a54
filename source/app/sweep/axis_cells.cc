#include <ionflux/app/sweep/axis_cells.h>

namespace ionflux {

void add_axes(const SweepSettings& sweep, const SweepPoint& point, const int except,
              std::vector<CsvTable::Cell>& cells) {
  for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
    if (static_cast<int>(a) == except) continue;
    const SweepValue& value = sweep.axes[a].values[point.index[a]];
    if (sweep.axes[a].numeric)
      cells.push_back(value.number);
    else
      cells.push_back(value.text);
  }
}

std::vector<std::string> axis_titles(const SweepSettings& sweep, const int except) {
  std::vector<std::string> titles;
  for (std::size_t a = 0; a < sweep.axes.size(); ++a)
    if (static_cast<int>(a) != except) titles.push_back(sweep.axes[a].title());
  return titles;
}

} // namespace ionflux
