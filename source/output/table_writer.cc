#include <ionflux/output/table_writer.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace ionflux {

namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos &&
      (text.empty() || (text.front() != ' ' && text.back() != ' ')))
    return text;
  std::string result = "\"";
  for (const char c : text)
    result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + '"';
}

} // namespace

double TableCell::number() const {
  if (kind != Kind::number) throw std::logic_error("a table cell is not a number");
  return real;
}

const std::string& TableCell::text() const {
  if (kind != Kind::text) throw std::logic_error("a table cell is not text");
  return words;
}

std::string TableCell::csv() const {
  if (kind == Kind::empty) return "";
  if (kind == Kind::count) return std::to_string(whole);
  if (kind == Kind::text) return quoted(words);
  if (std::isnan(real)) return "nan"; // printf would keep its sign bit
  char buffer[40];
  std::snprintf(buffer, sizeof(buffer), "%.15g", real + 0.0); // no "-0"
  return buffer;
}

void CsvTable::add_row(std::vector<Cell> cells) {
  if (cells.size() != header.size())
    throw std::logic_error("a table row of " + std::to_string(cells.size()) + " cells for " +
                           std::to_string(header.size()) + " columns");
  rows.push_back(std::move(cells));
}

void CsvTable::take_rows(const std::string& rows_csv) {
  taken = rows_csv;
  n_taken = std::count(taken.begin(), taken.end(), '\n');
}

std::string CsvTable::csv() const {
  std::string text;
  for (unsigned int i = 0; i < header.size(); ++i)
    text += (i ? "," : "") + quoted(header[i]);
  return text + '\n' + rows_csv();
}

std::string CsvTable::rows_csv() const {
  std::string text = taken;
  for (const auto& row : rows) {
    for (unsigned int i = 0; i < row.size(); ++i)
      text += (i ? "," : "") + row[i].csv();
    text += '\n';
  }
  return text;
}

} // namespace ionflux
