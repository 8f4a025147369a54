#include <ionflux/app/solve_program.h>

#include <ionflux/app/adapt.h>
#include <ionflux/app/problem_summary.h>
#include <ionflux/app/run_report.h>
#include <ionflux/input/estimators.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

namespace ionflux {

namespace {

/// "4.5635e-10 A, estimated error 1.2e-13 A (0.026 %)"
std::string in_words(const ErrorEstimate& estimate, const bool estimates_goal) {
  std::string text;
  if (!estimate.unit.empty())
    text = format_text("%.8g %s, ", estimate.value, estimate.unit.c_str());
  if (!estimate.available) return text + "error unknown";
  if (estimates_goal)
    text += format_text("estimated error %.2g %s ", estimate.error, estimate.unit.c_str());
  else
    text += "relative error of the fluxes about ";
  return text + format_text(estimates_goal ? "(%.2g %%)" : "%.2g %%", 100.0 * estimate.relative);
}

CsvTable level_table(const std::vector<AdaptiveLevel>& levels, const bool has_goal,
                     const bool estimates_goal) {
  const std::string unit = " [" + levels[0].estimate.unit + "]";
  std::vector<std::string> header = {"level", "cells", "unknowns"};
  if (has_goal) header.push_back("goal" + unit);
  if (estimates_goal) header.push_back("estimated error" + unit);
  for (const char* name : {"estimated relative error", "Newton steps", "Krylov iterations"})
    header.push_back(name);
  CsvTable table(header);
  for (const AdaptiveLevel& level : levels) {
    const ErrorEstimate& e = level.estimate;
    const auto known = [&](const double value) -> CsvTable::Cell {
      if (!e.available) return std::monostate{};
      return value;
    };
    std::vector<CsvTable::Cell> row = {static_cast<long long>(level.number),
                                       static_cast<long long>(level.cells),
                                       static_cast<long long>(level.unknowns)};
    if (has_goal) row.push_back(e.value);
    if (estimates_goal) row.push_back(known(e.error));
    row.push_back(known(e.relative));
    row.push_back(static_cast<long long>(level.solve.newton_steps));
    row.push_back(static_cast<long long>(level.solve.krylov_iterations));
    table.add_row(row);
  }
  return table;
}

nlohmann::json in_json(const AdaptiveLevel& level, const bool estimates_goal) {
  const ErrorEstimate& e = level.estimate;
  nlohmann::json entry = {{"level", level.number},
                          {"cells", level.cells},
                          {"unknowns", level.unknowns},
                          {"newton steps", level.solve.newton_steps},
                          {"krylov iterations", level.solve.krylov_iterations},
                          {"adjoint iterations", e.iterations}};
  if (!e.unit.empty()) entry["goal [" + e.unit + "]"] = e.value;
  if (!e.available) return entry;
  if (estimates_goal) entry["estimated error [" + e.unit + "]"] = e.error;
  entry["estimated relative error"] = e.relative;
  return entry;
}

void tell_level(const std::vector<AdaptiveLevel>& levels, const Parameters& parameters,
                Session& session) {
  const AdaptiveLevel& level = levels.back();
  const std::string& goal = parameters.adaptivity.goal.text;
  const bool estimates_goal = estimator(parameters.adaptivity.estimator).estimates_goal;
  session.log()(format_text("Adaptive level %u: %s%s", level.number,
                            goal.empty() ? "" : (goal + " = ").c_str(),
                            in_words(level.estimate, estimates_goal).c_str()));
  session.record().append("adaptivity/levels", in_json(level, estimates_goal));
  session.folder().write_table("adaptivity.csv",
                               level_table(levels, !level.estimate.unit.empty(), estimates_goal));
}

/// Entries "adaptivity" and "goal" of run.json; the goal with its error, and a warning if the
/// target was missed, as lines for the end of the log.
std::vector<std::string> tell_adaptation(const AdaptiveOutcome& outcome,
                                         const Parameters& parameters, RunRecord& record) {
  std::vector<std::string> summary;
  if (outcome.levels.empty() || !outcome.solve.converged) return summary;
  const AdaptivitySettings& settings = parameters.adaptivity;
  const EstimatorRow& row = estimator(settings.estimator);
  const ErrorEstimate& final = outcome.levels.back().estimate;
  if (!settings.goal.text.empty()) {
    summary.push_back(settings.goal.text + ": " + in_words(final, row.estimates_goal));
    record.set("goal/name", settings.goal.text);
    record.set("goal/value [" + final.unit + "]", final.value);
    if (row.estimates_goal && final.available)
      record.set("goal/estimated error [" + final.unit + "]", final.error);
  }
  record.set("adaptivity/estimator", row.name);
  record.set("adaptivity/target relative error", settings.target);
  record.set("adaptivity/target reached", outcome.reached);
  if (outcome.reached) return summary;
  record.set("adaptivity/stopped by", outcome.stopped_by);
  if (settings.target > 0.0 || !final.available) {
    summary.push_back(format_text(
        "warning: the estimated relative error is not below the target %.2g: refinement was "
        "stopped by %s; the solution on this mesh is converged",
        settings.target, outcome.stopped_by.c_str()));
    record.append("warnings", summary.back());
  }
  return summary;
}

} // namespace

template <int dim>
ProgramSolve solve_program(SteadySimulation<dim>& simulation, Session& session) {
  const Parameters& parameters = simulation.parameters();
  simulation.prepare_mesh();
  for (const std::string& line : problem_summary(simulation))
    session.log()(line);
  describe_mesh(simulation, parameters, session.log());
  const AdaptiveOutcome outcome =
      adapt(simulation, [&](const auto& levels) { tell_level(levels, parameters, session); });
  return {outcome.solve, tell_adaptation(outcome, parameters, session.record())};
}

template ProgramSolve solve_program(SteadySimulation<2>&, Session&);
template ProgramSolve solve_program(SteadySimulation<3>&, Session&);

} // namespace ionflux
