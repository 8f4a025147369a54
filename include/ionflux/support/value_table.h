#pragma once

#include <map>
#include <string>
#include <vector>

namespace ionflux {

/// A function of one variable from a table: linear between its rows, constant before the first and
/// behind the last; two rows at one place make a jump, and the second counts there.
class ValueTable {
public:
  /// Read a CSV file: numbers, separated by commas, two or more columns, a row a line; lines that
  /// start with # and empty ones do not count. The first line may be a heading, "t [ms],potential
  /// [mV]": units in brackets are converted to SI. Collective (MPI_COMM_WORLD), alike on all ranks.
  ///
  /// @param column heading (without unit) of the values; "": the second column
  /// @param unit   SI unit that the values must have if they have one
  /// @throws std::invalid_argument "protocol.csv:7: ..."
  ValueTable(const std::string& file, const std::string& column, const std::string& unit);

  /// Number of rows at and before a place: which of the smooth pieces it is on.
  unsigned int piece(double place) const;
  double operator()(double place) const;

  /// Does its column name a unit?
  bool has_unit() const { return with_unit; }

private:
  std::vector<double> places, values;
  bool with_unit = false;
};

/// Tables by what stands between the quotes in an expression: "FILE" or "FILE:COLUMN".
using ValueTables = std::map<std::string, ValueTable>;

/// Those that an expression names, table("FILE", ...).
///
/// @param unit SI unit of the expression
/// @throws std::invalid_argument
ValueTables tables_of(const std::string& formula, const std::string& unit);

/// Texts of the files of tables that an expression names, as they were when tables_of() read them
/// last, by the name in the expression; without those that were not read.
std::map<std::string, std::string> texts_of_tables(const std::string& formula);

/// Folder of the parameter file (with '/' at its end, or empty): names of tables start there.
void set_folder_of_tables(const std::string& folder);

} // namespace ionflux
