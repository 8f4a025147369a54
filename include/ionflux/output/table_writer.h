#pragma once

#include <string>
#include <variant>
#include <vector>

namespace ionflux {

/// One cell of a table: empty, a number, a count, or text. No std::variant: GCC 14 warns of its
/// unset members wherever cells are copied.
class TableCell {
public:
  enum class Kind { empty, number, count, text };

  TableCell() = default;
  TableCell(std::monostate) {}
  TableCell(const double number) : kind(Kind::number), real(number) {}
  TableCell(const long long count) : kind(Kind::count), whole(count) {}
  TableCell(std::string words) : kind(Kind::text), words(std::move(words)) {}
  TableCell(const char* const words) : kind(Kind::text), words(words) {}

  bool is_empty() const { return kind == Kind::empty; }

  /// @throws std::logic_error if it is something else
  double number() const;
  const std::string& text() const;

  /// As it stands in a CSV file: quoted where it must be.
  std::string csv() const;

private:
  Kind kind = Kind::empty;
  double real = 0.0;
  long long whole = 0;
  std::string words;
};

/// A tidy table: one row an observation, one column a quantity, the unit in the header
/// ("flux [mol/s]"). Lives on every rank or on the first only; written by OutputDirectory.
class CsvTable {
public:
  using Cell = TableCell;

  explicit CsvTable(std::vector<std::string> columns) : header(std::move(columns)) {}

  /// @throws std::logic_error if the number of cells is not that of the columns
  void add_row(std::vector<Cell> cells);

  /// Rows that a table of the same columns had, as rows_csv() told; to come before all others.
  void take_rows(const std::string& rows_csv);

  /// Those of take_rows() as well.
  unsigned int n_rows() const { return n_taken + rows.size(); }
  const std::vector<std::string>& columns() const { return header; }
  /// Of those that were added.
  const std::vector<Cell>& row(const unsigned int i) const { return rows[i]; }

  /// The table as CSV (RFC 4180 with plain line ends): cells are quoted where they must be, numbers
  /// have 15 significant digits, values that are not finite read "nan", "inf" and "-inf".
  std::string csv() const;
  /// All lines but the header.
  std::string rows_csv() const;

private:
  std::vector<std::string> header;
  std::string taken; ///< lines
  unsigned int n_taken = 0;
  std::vector<std::vector<Cell>> rows;
};

} // namespace ionflux
