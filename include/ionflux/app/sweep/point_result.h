#pragma once

/// What the folder of a sweep's point says. For rank 0: nothing here communicates.

#include <ionflux/app/sweep/csv_text.h>

#include <string>
#include <vector>

namespace ionflux {

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

} // namespace ionflux
