#pragma once

#include <ionflux/app/session.h>
#include <ionflux/app/sweep/point_solver.h>
#include <ionflux/app/sweep/tables.h>

#include <string>
#include <vector>

namespace ionflux {

/// How far a sweep is: what it says of each point, and what its record says in the end.
class SweepProgress {
public:
  /// @param results of an earlier run; as they are filled in, they count
  SweepProgress(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                const std::vector<PointResult>& results);

  /// Points done by an earlier run.
  unsigned int n_earlier() const { return earlier; }

  /// A point has been solved. @return a line for the console
  std::string note(unsigned int point, const PointSolve& solved, double seconds);

  unsigned int n_done() const;
  unsigned int n_failed() const;
  Outcome outcome() const;
  /// Entries "sweep" of run.json.
  void describe(RunRecord& record) const;

private:
  const SweepSettings& sweep;
  const std::vector<SweepPoint>& points;
  const std::vector<PointResult>& results;
  const unsigned int earlier;
  unsigned int n_solved = 0, n_newton = 0;
  double seconds_spent = 0.0;
};

} // namespace ionflux
