#include <ionflux/app/doubts.h>
#include <ionflux/app/initial_amounts.h>
#include <ionflux/app/integrate.h>
#include <ionflux/app/integration.h>
#include <ionflux/app/problem_summary.h>
#include <ionflux/app/run_report.h>
#include <ionflux/app/stop_signals.h>
#include <ionflux/app/transient_start.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <optional>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

ExitCode judge(const std::vector<Audit>& audits, Log& log, RunRecord& record, std::string& reason) {
  ExitCode code = ExitCode::success;
  for (const Audit& audit : audits) {
    log(format_text("Audit  %-28s %10.3g %-8s %s", audit.name.c_str(), audit.value,
                    audit.unit.c_str(), audit.passed ? "passed" : "FAILED"));
    record.append("audits", {{"name", audit.name},
                             {"value", audit.value},
                             {"limit", audit.limit},
                             {"unit", audit.unit},
                             {"passed", audit.passed}});
    if (audit.passed) continue;
    if (audit.is_warning) {
      const std::string warning = audit.name + " is negative " + audit.remark +
                                  ": the mesh, or a step, is too coarse there";
      log("warning: " + warning);
      record.append("warnings", warning);
      continue;
    }
    code = ExitCode::audit_violated;
    reason = "audit failed: " + audit.name;
  }
  return code;
}

/// The state at t = 0, just before given values jump there.
/// @param vectors of a checkpoint, if it is one of another run
template <int dim>
Vector start_of(SteadySimulation<dim>& simulation, TimeProblem<dim>& problem, TimeMesh<dim>& mesh,
                const std::vector<Vector>& vectors, Log& log, RunRecord& record) {
  const Parameters& parameters = simulation.parameters();
  Vector start = simulation.solution();
  if (parameters.time.start == TimeStart::initial_concentrations) {
    if (!start_from_concentrations(simulation, problem, mesh, start))
      log("warning: the potential of the initial concentrations was not found; that of t = 0 in "
          "the files is 0 V");
    for (const std::string& warning : initial_amount_warnings(simulation, start)) {
      log("warning: " + warning);
      record.append("warnings", warning);
    }
  } else if (parameters.time.start == TimeStart::another_run) {
    start = vectors.at(0); // without the values that are given now
    if (!find_potential(simulation, problem, start, false))
      log("warning: the potential of the concentrations at the start was not found; that of t = 0 "
          "in the files is the other run's");
  }
  return start;
}

} // namespace

std::vector<std::string> describe_time(const Parameters& parameters) {
  const TimeSettings& time = parameters.time;
  std::vector<std::string> lines;
  lines.push_back(format_text(
      "Time                     0 to %.6g s from %s", time.end,
      time.start == TimeStart::steady_state  ? "the steady state of the values before t = 0"
      : time.start == TimeStart::another_run ? ("the run in '" + time.start_folder + "'").c_str()
                                             : "initial concentrations"));
  lines.push_back(
      "Scheme                   " + time.scheme + ", " +
      (time.fixed_step > 0.0
           ? format_text("steps of %.4g s", time.fixed_step)
           : format_text("error of a step at most %.3g; steps from %.3g s (first) to "
                         "%.3g s, never below %.3g s",
                         time.tolerance, time.first_step, time.largest_step, time.smallest_step)));
  lines.push_back(format_text("Results at               %zu times besides the start; %zu times at "
                              "which given values jump or bend",
                              time.outputs.size(), time.breaks.size()));
  return lines;
}

template <int dim>
Outcome run_transient(SteadySimulation<dim>& simulation, Session& session,
                      TransientCounts* const counts, const Origin& origin) {
  const Parameters& parameters = simulation.parameters();
  Log& log = session.log();
  RunRecord& record = session.record();
  Outcome outcome;
  std::vector<Vector> vectors; // of the checkpoint
  if (origin.checkpoint)
    vectors = simulation.restore(*origin.checkpoint);
  else if (parameters.time.start == TimeStart::steady_state)
    simulation.prepare_mesh();
  else
    simulation.refine_fully();
  for (const std::string& line : problem_summary(simulation))
    log(line);
  for (const std::string& line : describe_time(parameters))
    log(line);
  describe_mesh(simulation, parameters, log);
  for (const std::string& doubt : doubts(simulation, parameters))
    record.append("warnings", doubt);
  TimeMesh<dim> mesh(simulation, parameters);
  std::optional<StopSignals> signals;
  if (!session.is_part()) signals.emplace();
  if (!origin.goes_on) {
    outcome.code = find_start(simulation, mesh, log, outcome.reason);
    if (outcome.code != ExitCode::success) return outcome;
  }

  const double began = MPI_Wtime();
  const unsigned int place = origin.goes_on ? 1 - origin.checkpoint->place : 0;
  Integration<dim> integration(simulation, mesh, parameters, session, place);
  if (origin.goes_on) {
    integration.resume(origin.checkpoint->numbers, vectors);
    log("");
    log(format_text("Goes on from the checkpoint of t = %.6g s", integration.now()));
    record.set("time/continued at [s]", integration.now());
  } else {
    integration.begin(start_of(simulation, integration.transient(), mesh, vectors, log, record));
  }
  outcome.code = integration.run(outcome.reason);

  session.record_phase_times();
  check_unused_petsc_options(parameters);
  record.set("mesh error/estimated", integration.knows_mesh_errors());
  const TransientCounts& n = integration.counts();
  if (counts) *counts = n;
  log("");
  log(format_text("Steps: %u, repeated %u; Newton steps %u, Krylov iterations %u", n.accepted,
                  n.rejected, n.newton, n.krylov));
  record.set("time/steps", n.accepted);
  record.set("time/repeated steps", n.rejected);
  record.set("time/scheme", parameters.time.scheme);
  record.set("time/breaks [s]", parameters.time.breaks);
  record.set("time/end [s]", integration.now());
  record.set("solver/newton steps", n.newton);
  record.set("solver/newton steps, failed attempts included", n.newton);
  record.set("solver/krylov iterations", n.krylov);
  record.set("solver/converged", outcome.code == ExitCode::success);
  for (const auto& [name, seconds] : simulation.timings())
    record.set("seconds/" + name, seconds);
  record.set("seconds/steps", MPI_Wtime() - began);
  const FieldSource<dim> source{simulation.discretization(), simulation.model(),
                                simulation.labels().regions, parameters.output.flux_parts};
  describe_fields(record, source, parameters.output.length_unit, simulation.symmetry_fraction());
  std::string fault;
  const ExitCode audited = judge(integration.audits(), log, record, fault);
  if (outcome.code == ExitCode::success && audited != ExitCode::success) outcome = {audited, fault};
  if (outcome.code != ExitCode::success)
    log((outcome.code == ExitCode::stopped_early ? "" : "error: ") + outcome.reason);
  log("");
  return outcome;
}

template Outcome run_transient(SteadySimulation<2>&, Session&, TransientCounts*, const Origin&);
template Outcome run_transient(SteadySimulation<3>&, Session&, TransientCounts*, const Origin&);

} // namespace ionflux
