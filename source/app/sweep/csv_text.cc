#include <ionflux/app/sweep/csv_text.h>

namespace ionflux {

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

} // namespace ionflux
