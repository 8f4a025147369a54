#include <ionflux/app/sweep/progress.h>

#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

unsigned int n_with_values(const std::vector<PointResult>& results) {
  return std::count_if(results.begin(), results.end(),
                       [](const PointResult& result) { return result.has_values(); });
}

unsigned int n_of(const std::vector<PointResult>& results, const PointStatus status) {
  return std::count_if(results.begin(), results.end(),
                       [&](const PointResult& result) { return result.status == status; });
}

std::string current_in_words(const SweepSettings& sweep, const PointResult& result) {
  const int unit = result.fluxes.column("current [");
  if (unit < 0) return "done"; // a rank that does not print
  std::vector<std::string> boundaries = swept_electrode(sweep).surfaces;
  if (boundaries.empty()) {
    double largest = -1.0;
    for (const std::vector<std::string>& row : result.fluxes.rows)
      if (const double current = current_into(result.fluxes, {row[0]});
          std::abs(current) > 1.000001 * largest) {
        largest = std::abs(current);
        boundaries = {row[0]};
      }
  }
  const std::string& name = result.fluxes.header[unit];
  return format_text("%.6g %s into %s", current_into(result.fluxes, boundaries),
                     name.substr(9, name.size() - 10).c_str(), join(boundaries, ", ").c_str());
}

} // namespace

SweepProgress::SweepProgress(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                             const std::vector<PointResult>& results)
    : sweep(sweep), points(points), results(results), earlier(n_with_values(results)) {}

std::string SweepProgress::note(const unsigned int p, const PointSolve& solved,
                                const double seconds) {
  ++n_solved;
  n_newton += solved.result.all_newton_steps;
  seconds_spent += seconds;
  const unsigned int n_left = n_of(results, PointStatus::waiting);
  const std::string line = format_text("%4u/%zu  %s: ", points[p].number, points.size(),
                                       points[p].in_words(sweep).c_str());
  // In time there is no one current.
  const bool in_time = results[p].fluxes.column("time [s]") >= 0;
  return line +
         (!results[p].has_values() ? "FAILED, " + solved.result.reason + "; "
          : in_time                ? ""
                                   : current_in_words(sweep, results[p]) + "; ") +
         format_text("%u Newton, %u Krylov%s, %.2g s, %.0f s left", solved.result.all_newton_steps,
                     solved.result.krylov_iterations,
                     solved.result.strategy == "warm start" ? "" : ", cold", seconds,
                     seconds_spent / n_solved * n_left);
}

unsigned int SweepProgress::n_done() const { return n_with_values(results); }

unsigned int SweepProgress::n_failed() const { return n_of(results, PointStatus::failed); }

Outcome SweepProgress::outcome() const {
  std::string reason = "done";
  std::vector<std::string> failed, broken;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (results[i].status == PointStatus::failed)
      failed.push_back(std::to_string(points[i].number));
    if (results[i].status == PointStatus::audit_failed)
      broken.push_back(std::to_string(points[i].number));
  }
  if (!failed.empty()) reason = "no convergence at point(s) " + join(failed, ", ");
  if (!failed.empty()) return {ExitCode::no_convergence, reason};
  if (!broken.empty()) reason = "an audit failed at point(s) " + join(broken, ", ");
  return {broken.empty() ? ExitCode::success : ExitCode::audit_violated, reason};
}

void SweepProgress::describe(RunRecord& record) const {
  record.set("sweep/points", points.size());
  record.set("sweep/done", n_done());
  record.set("sweep/failed", n_failed());
  record.set("sweep/done by an earlier run", earlier);
  record.set("sweep/newton steps", n_newton);
  if (n_solved > 0) record.set("sweep/newton steps a point", 1.0 * n_newton / n_solved);
  record.set("seconds/points", seconds_spent);
}

} // namespace ionflux
