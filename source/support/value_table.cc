#include <ionflux/support/errors.h>
#include <ionflux/support/input_file.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>
#include <ionflux/support/value_table.h>

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

namespace ionflux {

namespace {

constexpr std::size_t largest_table = 50'000'000; // bytes

std::string folder_of_tables;
std::map<std::string, std::string> texts_read; // by path

// What stands between the quotes of table("FILE:COLUMN", ...), each once.
std::set<std::string> names_in(const std::string& formula) {
  static const std::regex named("\\btable\\s*\\(\\s*\"([^\"]*)\"");
  std::set<std::string> names;
  for (std::sregex_iterator hit(formula.begin(), formula.end(), named), end; hit != end; ++hit)
    names.insert((*hit)[1]);
  return names;
}

/// A heading in its parts; the unit is "" where there is none.
struct Heading {
  std::string name, unit;
};

Heading read_heading(const std::string& cell) {
  const auto open = cell.find('['), close = cell.rfind(']');
  if (open == std::string::npos || close == std::string::npos || close < open)
    return {trim(cell), ""};
  return {trim(cell.substr(0, open)), trim(cell.substr(open + 1, close - open - 1))};
}

bool is_number(const std::string& cell) {
  try {
    parse_quantity(cell, "");
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// In SI: a time or a length.
double read_place(const std::string& cell, const std::string& unit) {
  if (unit.empty()) return parse_quantity(cell, "");
  try {
    return parse_quantity(cell + " " + unit, "s");
  } catch (const std::invalid_argument&) {
    return parse_quantity(cell + " " + unit, "m");
  }
}

/// Lines that count, with their numbers.
std::vector<std::pair<unsigned int, std::string>> lines_of(const std::string& text) {
  std::vector<std::pair<unsigned int, std::string>> lines;
  unsigned int number = 0;
  for (const std::string& raw : split(text, "\n")) {
    ++number;
    const std::string line = trim(raw);
    if (!line.empty() && line[0] != '#') lines.emplace_back(number, line);
  }
  return lines;
}

std::string text_of_file(const std::string& file) {
  try {
    return texts_read[file] = read_input_file(file, "", largest_table);
  } catch (const InputError& error) {
    throw std::invalid_argument(error.faults().front().what);
  }
}

unsigned int find_column(const std::vector<Heading>& headings, const std::string& column) {
  if (column.empty()) return 1;
  std::string known;
  for (unsigned int k = 0; k < headings.size(); ++k) {
    if (headings[k].name == column) return k;
    known += (k > 0 ? ", " : "") + headings[k].name;
  }
  throw std::invalid_argument(
      "there is no column '" + column + "'" +
      (known.empty() ? "; the file has no headings" : "; the columns are: " + known));
}

} // namespace

ValueTable::ValueTable(const std::string& file, const std::string& column,
                       const std::string& unit) {
  const auto lines = lines_of(text_of_file(path_below(folder_of_tables, file)));
  std::vector<Heading> headings;
  unsigned int number = 1, at = 1;
  try {
    for (const auto& [line_number, line] : lines) {
      number = line_number;
      const std::vector<std::string> cells = split(line, ",");
      if (cells.size() < 2) throw std::invalid_argument("a row needs two columns or more");
      if (number == lines.front().first) {
        const bool has_headings = !is_number(cells[0]);
        for (const std::string& cell : cells)
          headings.push_back(has_headings ? read_heading(cell) : Heading());
        at = find_column(headings, column);
        with_unit = !headings[at].unit.empty();
        if (has_headings) continue;
      }
      if (cells.size() != headings.size())
        throw std::invalid_argument(std::to_string(cells.size()) + " columns instead of " +
                                    std::to_string(headings.size()));
      places.push_back(read_place(cells[0], headings[0].unit));
      values.push_back(with_unit ? parse_quantity(cells[at] + " " + headings[at].unit, unit)
                                 : parse_quantity(cells[at], ""));
      const std::size_t n = places.size();
      if (n > 1 && places[n - 1] < places[n - 2])
        throw std::invalid_argument("the first column does not ascend");
      if (n > 2 && places[n - 1] == places[n - 3])
        throw std::invalid_argument("a third row at the same place");
    }
    if (places.empty()) throw std::invalid_argument("there are no rows of numbers");
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(file + ":" + std::to_string(number) + ": " + error.what());
  }
}

unsigned int ValueTable::piece(const double place) const {
  return std::upper_bound(places.begin(), places.end(), place) - places.begin();
}

double ValueTable::operator()(const double place) const {
  const unsigned int next = piece(place);
  if (next == 0) return values.front();
  if (next == places.size()) return values.back();
  const double part = (place - places[next - 1]) / (places[next] - places[next - 1]);
  return values[next - 1] + part * (values[next] - values[next - 1]);
}

ValueTables tables_of(const std::string& formula, const std::string& unit) {
  ValueTables tables;
  for (const std::string& name : names_in(formula)) {
    const std::size_t colon = name.rfind(':');
    tables.emplace(name,
                   ValueTable(name.substr(0, colon),
                              colon == std::string::npos ? "" : name.substr(colon + 1), unit));
  }
  return tables;
}

std::map<std::string, std::string> texts_of_tables(const std::string& formula) {
  std::map<std::string, std::string> texts;
  for (const std::string& name : names_in(formula)) {
    const std::string file = name.substr(0, name.rfind(':'));
    if (const auto read = texts_read.find(path_below(folder_of_tables, file));
        read != texts_read.end())
      texts[file] = read->second;
  }
  return texts;
}

void set_folder_of_tables(const std::string& folder) { folder_of_tables = folder; }

} // namespace ionflux
