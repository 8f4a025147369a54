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
};

/// Columns observable, place, species, value, unit, mesh error: one row an observation.
/// @param errors in `unit`; NaN: unknown
CsvTable observation_table(const std::vector<Observation>& observations,
                           const std::vector<double>& errors);

} // namespace ionflux
