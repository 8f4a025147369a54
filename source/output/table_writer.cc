#include <ionflux/output/table_writer.h>

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

struct CellText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const long long count) const { return std::to_string(count); }
  std::string operator()(const std::string& text) const { return quoted(text); }
  std::string operator()(const double number) const {
    if (std::isnan(number)) return "nan"; // printf would keep its sign bit
    char buffer[40];
    std::snprintf(buffer, sizeof(buffer), "%.15g", number + 0.0); // no "-0"
    return buffer;
  }
};

} // namespace

void CsvTable::add_row(std::vector<Cell> cells) {
  if (cells.size() != header.size())
    throw std::logic_error("a table row of " + std::to_string(cells.size()) + " cells for " +
                           std::to_string(header.size()) + " columns");
  rows.push_back(std::move(cells));
}

std::string CsvTable::csv() const {
  std::string text;
  for (unsigned int i = 0; i < header.size(); ++i)
    text += (i ? "," : "") + quoted(header[i]);
  text += '\n';
  for (const auto& row : rows) {
    for (unsigned int i = 0; i < row.size(); ++i)
      text += (i ? "," : "") + std::visit(CellText(), row[i]);
    text += '\n';
  }
  return text;
}

} // namespace ionflux
