#include <ionflux/geometry/pore_profile.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/input_file.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <stdexcept>

namespace ionflux {

namespace {

constexpr std::size_t largest_file = 10000000;

/// The unit in the brackets of a column's heading.
std::string unit_of(const std::string& heading) {
  const auto open = heading.find('['), close = heading.find(']');
  if (open == std::string::npos || close == std::string::npos || close < open)
    throw std::invalid_argument("the heading '" + heading + "' has no unit in brackets");
  const std::string unit = heading.substr(open + 1, close - open - 1);
  parse_quantity("1 " + unit, "m");
  return unit;
}

} // namespace

std::vector<std::vector<double>> read_profile_file(const std::string& file,
                                                   const std::string& parameter) {
  const std::vector<std::string> lines =
      split(read_input_file(file, parameter, largest_file), "\n");
  std::vector<std::vector<double>> table(2);
  std::vector<std::string> units;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    if (lines[n].empty() || lines[n][0] == '#') continue;
    try {
      const std::vector<std::string> cells = split(lines[n], ",");
      if (cells.size() != 2)
        throw std::invalid_argument(std::to_string(cells.size()) + " columns instead of two");
      if (units.empty()) {
        units = {unit_of(cells[0]), unit_of(cells[1])};
        continue;
      }
      for (int column = 0; column < 2; ++column)
        table[column].push_back(parse_quantity(cells[column] + " " + units[column], "m"));
    } catch (const std::invalid_argument& error) {
      throw InputError(ExitCode::bad_input_file,
                       {Fault{std::string("not a profile: ") + error.what(),
                              {file, static_cast<int>(n + 1)},
                              parameter,
                              lines[n].substr(0, 80),
                              "a first line \"z [nm], r [nm]\", then two numbers a line"}});
    }
  }
  return table;
}

} // namespace ionflux
