#pragma once

#include <string>
#include <variant>
#include <vector>

namespace ionflux {

/// A tidy table: one row an observation, one column a quantity, the unit in the header
/// ("flux [mol/s]"). Lives on every rank or on the first only; written by OutputDirectory.
class CsvTable {
public:
  /// Empty (monostate), a number, a count, or text.
  using Cell = std::variant<std::monostate, double, long long, std::string>;

  explicit CsvTable(std::vector<std::string> columns) : header(std::move(columns)) {}

  /// @throws std::logic_error if the number of cells is not that of the columns
  void add_row(std::vector<Cell> cells);

  unsigned int n_rows() const { return rows.size(); }
  const std::vector<std::string>& columns() const { return header; }
  const std::vector<Cell>& row(const unsigned int i) const { return rows[i]; }

  /// The table as CSV (RFC 4180 with plain line ends): cells are quoted where they must be, numbers
  /// have 15 significant digits, values that are not finite read "nan", "inf" and "-inf".
  std::string csv() const;

private:
  std::vector<std::string> header;
  std::vector<std::vector<Cell>> rows;
};

} // namespace ionflux
