#pragma once

/// The tables of a sweep, put together from the folders of its points. For rank 0: nothing here
/// communicates.

#include <ionflux/app/sweep/points.h>

#include <map>
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

/// How far a point is.
enum class PointStatus { waiting, done, audit_failed, failed };

/// What the folder of a point says.
struct PointResult {
  PointStatus status = PointStatus::waiting;
  std::string key; ///< SweepPoint::key it was computed for; "" if it does not say
  std::string crc; ///< CRC-32 of its input file
  unsigned int attempts = 0, newton_steps = 0, krylov_iterations = 0;
  int point_of_factors = -1; ///< PointSolver::point_of_factors() afterwards
  double seconds = 0.0;
  CsvText fluxes, observables;

  bool has_values() const {
    return status == PointStatus::done || status == PointStatus::audit_failed;
  }
};

/// Read the folder of a run; waiting if there is no finished run in it.
PointResult read_point(const std::string& folder);

/// Current into the domain at some boundaries: all species, or one of them. nan if there is none.
double current_into(const CsvText& fluxes, const std::vector<std::string>& boundaries,
                    const std::string& species = "all");

/// Its algebraic error, the sum of those of the boundaries.
double error_of_current(const CsvText& fluxes, const std::vector<std::string>& boundaries,
                        const std::string& species = "all");

/// Contents of points.csv, fluxes.csv, observables.csv, iv.csv and curves.csv, by name; those that
/// exist. One result a point, in the user's order.
std::map<std::string, std::string> sweep_tables(const Parameters& sweep,
                                                const std::vector<SweepPoint>& points,
                                                const std::vector<PointResult>& results);

} // namespace ionflux
