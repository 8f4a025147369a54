#pragma once

#include <string>
#include <vector>

namespace ionflux {

/// A CSV file as texts: numbers pass through unchanged.
struct CsvText {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;

  bool empty() const { return header.empty(); }
  /// Index of the column whose name starts with `start`; -1: there is none.
  int column(const std::string& start) const;
};

CsvText parse_csv(const std::string& text);

} // namespace ionflux
