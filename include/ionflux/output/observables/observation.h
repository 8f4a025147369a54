#pragma once

#include <ionflux/output/table_writer.h>

#include <string>
#include <vector>

namespace ionflux {

/// One number found in a solved state.
struct Observation {
  std::string observable; ///< what it is: "conductance"
  std::string place;      ///< region, boundary, pair of boundaries, or the user's name for it
  std::string species;    ///< empty where it is not of one species
  double value = 0.0;     ///< in `unit`
  std::string unit;       ///< SI; empty: dimensionless
  double error = -1.0;    ///< algebraic error, in `unit`; negative: unknown
};

/// Fill the errors: what differs from the same observations before Newton's last step, and the
/// rounding of a double.
void set_algebraic_errors(const std::vector<Observation>& before, std::vector<Observation>& now);

/// Columns observable, place, species, value, unit, algebraic error, mesh error: one row an
/// observation.
/// @param mesh_errors in `unit`; NaN: unknown
CsvTable observation_table(const std::vector<Observation>& observations,
                           const std::vector<double>& mesh_errors);

} // namespace ionflux
