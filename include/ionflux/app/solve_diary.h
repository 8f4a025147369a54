#pragma once

#include <ionflux/app/newton_history.h>
#include <ionflux/physics/species.h>
#include <ionflux/solver/robust_solve.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// What the solves of a run tell, on every rank: lines for the log, Newton steps for run.json,
/// seconds and costs. Drivers write into it; it knows no files.
class SolveDiary {
public:
  /// @param log receives lines of text on every rank; printing once is its business
  explicit SolveDiary(std::function<void(const std::string&)> log) : log(std::move(log)) {}

  void say(const std::string& line) const { log(line); }

  /// A solve on a mesh begins; the Newton steps that follow belong to it.
  ///
  /// @param tolerance relative, for a forecast of the time to go
  SolveLog begin(double cells, double unknowns, double tolerance);
  /// The head of the Newton table, a column a species.
  void write_header(const std::vector<Species>& species) const;
  /// The solve that began last has ended.
  void end(const SolveResult& result);

  /// A start on the mesh of the solve that began last; it counts as two Newton steps.
  void count_start() { work += 2.0 * history.back().unknowns; }

  /// Unknowns of all Newton steps so far, failed ones included and a start counted as two steps: a
  /// measure of the cost of the solve that is the same in every run.
  double newton_work() const { return work; }
  /// The Newton steps since the last call of this.
  std::vector<NewtonHistory> take_newton_history() { return std::exchange(history, {}); }

  /// Seconds in the phases of the run: {name, seconds}.
  const std::vector<std::pair<std::string, double>>& timings() const { return seconds; }
  void add_phase(const std::string& name, const double time) { seconds.emplace_back(name, time); }
  void lengthen_last_phase(const double time) { seconds.back().second += time; }

private:
  std::function<void(const std::string&)> log;
  std::vector<NewtonHistory> history;
  double work = 0.0;
  std::vector<std::pair<std::string, double>> seconds;
};

} // namespace ionflux
