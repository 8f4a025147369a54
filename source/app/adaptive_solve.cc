#include <ionflux/app/adaptive_solve.h>

#include <ionflux/app/error_estimate.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/fem/resolution.h>
#include <ionflux/input/estimators.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <cmath>

namespace ionflux {

namespace {

/// One mesh of the sequence.
struct Level {
  unsigned int number = 0;
  double cells = 0.0, unknowns = 0.0;
  ErrorEstimate estimate;
  SolveResult solve;
};

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

CsvTable level_table(const std::vector<Level>& levels, const bool has_goal,
                     const bool estimates_goal) {
  const std::string unit = " [" + levels[0].estimate.unit + "]";
  std::vector<std::string> header = {"level", "cells", "unknowns"};
  if (has_goal) header.push_back("goal" + unit);
  if (estimates_goal) header.push_back("estimated error" + unit);
  for (const char* name : {"estimated relative error", "Newton steps", "Krylov iterations"})
    header.push_back(name);
  CsvTable table(header);
  for (const Level& level : levels) {
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

nlohmann::json in_json(const Level& level, const bool estimates_goal) {
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

/// The limit that the mesh as marked would exceed; "" if none.
template <int dim>
std::string exceeded_limit(const SteadySimulation<dim>& simulation, const Parameters& parameters,
                           const Level& level, const double foreseen) {
  const AdaptivitySettings& settings = parameters.adaptivity;
  const double unknowns = level.unknowns * foreseen / level.cells;
  if (level.number >= settings.maximum_steps)
    return format_text("'Maximum steps' (%u)", settings.maximum_steps);
  if (settings.maximum_cells > 0.0 && foreseen > settings.maximum_cells)
    return format_text("'Maximum cells' (%.0f; the next mesh would have %.0f)",
                       settings.maximum_cells, foreseen);
  if (settings.maximum_unknowns > 0.0 && unknowns > settings.maximum_unknowns)
    return format_text("'Maximum unknowns' (%.0f; the next mesh would have about %.0f)",
                       settings.maximum_unknowns, unknowns);
  // The adjoint problem has elements of one degree more.
  const unsigned int degree =
      parameters.degree + (estimator(settings.estimator).estimates_goal ? 1 : 0);
  const double memory =
      1e-9 * estimate_memory(dim, degree, simulation.view().discretization.n_fields(),
                             unknowns * std::pow(1.0 * degree / parameters.degree, dim));
  if (settings.maximum_memory > 0.0 && memory > settings.maximum_memory)
    return format_text("'Maximum memory in GB' (%.3g; the next mesh would take about %.2g)",
                       settings.maximum_memory, memory);
  return "";
}

} // namespace

template <int dim>
AdaptiveOutcome solve_adaptively(SteadySimulation<dim>& simulation, const Parameters& parameters,
                                 Log& log, OutputDirectory& directory, RunRecord& record) {
  const AdaptivitySettings& settings = parameters.adaptivity;
  const EstimatorRow& row = estimator(settings.estimator);
  AdaptiveOutcome outcome;
  outcome.solve = simulation.solve();
  if (row.name == estimators().front().name) return outcome; // "none"

  std::vector<Level> levels;
  SolveResult last = outcome.solve;
  std::string stopped_by;
  bool reached = false;
  while (last.converged) {
    const auto& d = simulation.discretization();
    levels.push_back({static_cast<unsigned int>(levels.size()),
                      1.0 * d.mesh.n_global_active_cells(), 1.0 * d.dof_handler.n_dofs(),
                      estimate_error(simulation, parameters), last});
    const Level& level = levels.back();
    log(format_text("Adaptive level %u: %s%s", level.number,
                    settings.goal.text.empty() ? "" : (settings.goal.text + " = ").c_str(),
                    in_words(level.estimate, row.estimates_goal).c_str()));
    record.append("adaptivity/levels", in_json(level, row.estimates_goal));
    directory.write_table("adaptivity.csv",
                          level_table(levels, !level.estimate.unit.empty(), row.estimates_goal));
    if (!level.estimate.available) {
      stopped_by = "a linear solver that did not converge for the adjoint problem";
      break;
    }
    reached = level.estimate.relative <= settings.target;
    if (reached) break;
    mark_cells(simulation.discretization().mesh, level.estimate.shares, settings.marking,
               parameters.degree);
    stopped_by = exceeded_limit(simulation, parameters, level,
                                foreseen_cells(simulation.discretization().mesh));
    if (!stopped_by.empty()) break;
    last = simulation.solve_refined([](auto&) {});
    outcome.solve.continue_with(last);
  }
  if (!outcome.solve.converged) return outcome;

  const ErrorEstimate& final = levels.back().estimate;
  if (!settings.goal.text.empty()) {
    outcome.summary.push_back(settings.goal.text + ": " + in_words(final, row.estimates_goal));
    record.set("goal/name", settings.goal.text);
    record.set("goal/value [" + final.unit + "]", final.value);
    if (row.estimates_goal && final.available)
      record.set("goal/estimated error [" + final.unit + "]", final.error);
  }
  record.set("adaptivity/estimator", row.name);
  record.set("adaptivity/target relative error", settings.target);
  record.set("adaptivity/target reached", reached);
  if (reached) return outcome;
  record.set("adaptivity/stopped by", stopped_by);
  if (settings.target > 0.0 || !final.available) {
    outcome.summary.push_back(format_text(
        "warning: the estimated relative error is not below the target %.2g: refinement was "
        "stopped by %s; the solution on this mesh is converged",
        settings.target, stopped_by.c_str()));
    record.append("warnings", outcome.summary.back());
  }
  return outcome;
}

template AdaptiveOutcome solve_adaptively(SteadySimulation<2>&, const Parameters&, Log&,
                                          OutputDirectory&, RunRecord&);
template AdaptiveOutcome solve_adaptively(SteadySimulation<3>&, const Parameters&, Log&,
                                          OutputDirectory&, RunRecord&);

} // namespace ionflux
