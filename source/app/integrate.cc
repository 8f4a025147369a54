#include <ionflux/app/doubts.h>
#include <ionflux/app/integrate.h>
#include <ionflux/app/problem_summary.h>
#include <ionflux/app/run_report.h>
#include <ionflux/app/time_mesh.h>
#include <ionflux/app/time_problem.h>
#include <ionflux/app/transient_output.h>
#include <ionflux/app/transient_start.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/solver/step_control.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

std::string duration(const double seconds) {
  return seconds < 100.0    ? format_text("%.0f s", seconds)
         : seconds < 6000.0 ? format_text("%.0f min", seconds / 60.0)
                            : format_text("%.1f h", seconds / 3600.0);
}

/// @param error relative to the tolerance; NaN: not judged
std::string progress(const double time, const double step, const StepOutcome& outcome,
                     const double error, const double to_go) {
  return format_text("  %12.6g  %10.4g  %9s  %6u  %6u  %s", time, step,
                     std::isnan(error) ? "-" : format_text("%.2e", error).c_str(),
                     outcome.newton_steps, outcome.krylov_iterations, duration(to_go).c_str());
}

template <int dim>
class Integration {
public:
  Integration(SteadySimulation<dim>& simulation, TimeMesh<dim>& mesh, const Parameters& parameters,
              Log& log, OutputDirectory& directory)
      : time(parameters.time), log(log), problem(simulation, parameters),
        stepper(problem, tableau(time.scheme), parameters.solver),
        control({time.tolerance, time.first_step, time.smallest_step, time.largest_step,
                 time.fixed_step}),
        output(simulation, parameters, problem, directory), mesh(mesh) {
    output.add_table_of_meshes(mesh.rows());
  }

  TimeProblem<dim>& transient() { return problem; }
  const TransientCounts& counts() const { return n; }
  double end() const { return stepper.time(); }
  std::vector<Audit> audits() const { return output.audits(); }

  /// @return success, or why the end was not reached
  ExitCode run(const Vector& start, std::string& reason) {
    stepper.start(start, 0.0);
    output.begin(stepper);
    output.write(stepper);
    log("");
    log("      time [s]    step [s]  err./tol.  Newton  Krylov  to go");
    clock = MPI_Wtime();
    std::vector<double> stops = time.outputs;
    stops.insert(stops.end(), time.breaks.begin(), time.breaks.end());
    std::sort(stops.begin(), stops.end());
    for (const double stop : stops) {
      const bool is_break = std::binary_search(time.breaks.begin(), time.breaks.end(), stop);
      while (stepper.time() < stop && !is_steady(stop)) {
        const ExitCode code = step(stop, is_break, reason);
        if (code == ExitCode::success) continue;
        log(format_text("The last accepted state, of t = %.6g s, is the last one in the files.",
                        stepper.time()));
        stepper.recall();
        if (output.last_written() < stepper.time()) output.write(stepper);
        output.write_tables(); // with what was tried since
        return code;
      }
      if (stepper.time() < stop) {
        log(format_text("Steady: in the last step nothing changed by more than %.2g an e-fold of "
                        "time.",
                        change));
        if (output.last_written() < stepper.time()) output.write(stepper);
        break;
      }
      if (std::binary_search(time.outputs.begin(), time.outputs.end(), stop) &&
          output.last_written() < stop)
        output.write(stepper);
      if (!is_break) continue;
      stepper.jump();
      control.restart();
    }
    return ExitCode::success;
  }

private:
  ExitCode step(const double stop, const bool is_break, std::string& reason) {
    const double from = stepper.time(), room = stop - from;
    if (n.accepted + n.rejected >= time.largest_number_of_steps) {
      reason = format_text("the largest number of steps, %u, was reached at t = %.6g s",
                           time.largest_number_of_steps, from);
      return ExitCode::no_convergence;
    }
    if (mesh.is_due() && stepper.knows_rate()) {
      const std::string done = mesh.follow(stepper, problem);
      if (!done.empty()) log(done);
    }
    // The rate of change is not known there: a scheme of lower order begins.
    const double proposed = control.propose(room),
                 length = stepper.is_on_new_mesh() ? 0.5 * proposed : proposed,
                 end = length < room ? from + length : stop;
    const StepOutcome outcome = stepper.step(end, is_break && end == stop);
    n.newton += outcome.newton_steps;
    n.krylov += outcome.krylov_iterations;
    const bool is_judged = !stepper.is_on_new_mesh();
    const bool accepted = outcome.solved && (!is_judged || control.accepts(outcome.error));
    output.note_step(from, end, outcome, is_judged, accepted);
    if (stepper.preconditioner() != preconditioner) {
      preconditioner = stepper.preconditioner();
      log("  linear systems by " + preconditioner + " from here on, as the problem is small");
    }
    if (accepted) {
      ++n.accepted;
      if (time.steady_change > 0.0) change = stepper.change() * end / length;
      mesh.note_step();
      stepper.accept();
      if (is_judged) control.accepted(length, outcome.error, outcome.order);
      output.add_rows(stepper);
      log(progress(end, length, outcome,
                   is_judged ? outcome.error / time.tolerance
                             : std::numeric_limits<double>::quiet_NaN(),
                   time_to_go(length)));
      return ExitCode::success;
    }
    ++n.rejected;
    if (outcome.solved)
      control.rejected(length, outcome.error, outcome.order);
    else
      control.failed(length);
    log(format_text(
        "  %12.6g  %10.4g  repeated with a shorter step: %s", end, length,
        outcome.solved
            ? format_text("error %.2g times the tolerance", outcome.error / time.tolerance).c_str()
            : outcome.reason.c_str()));
    if (!control.is_exhausted()) return ExitCode::success;
    reason = format_text("no step of %.3g s or more from t = %.6g s succeeds: ",
                         time.fixed_step > 0.0 ? time.fixed_step : time.smallest_step, from) +
             (outcome.solved ? "the error stays above the tolerance" : outcome.reason);
    return outcome.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
  }

  // Given values change no more, and nothing else does.
  bool is_steady(const double stop) const {
    return change < time.steady_change && (time.breaks.empty() || time.breaks.back() < stop);
  }

  // As if all steps to come were like the last one.
  double time_to_go(const double length) {
    const double now = MPI_Wtime(), seconds = now - clock;
    clock = now;
    return seconds * (time.end - stepper.time()) / length;
  }

  const TimeSettings& time;
  Log& log;
  TimeProblem<dim> problem;
  TimeStepper stepper;
  StepControl control;
  TransientOutput<dim> output;
  TimeMesh<dim>& mesh;
  TransientCounts n;
  std::string preconditioner = stepper.preconditioner();
  double clock = 0.0;
  double change = std::numeric_limits<double>::infinity(); ///< of the last step, an e-fold of time
};

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
      const std::string warning = audit.name + " is negative: the mesh is too coarse there";
      log("warning: " + warning);
      record.append("warnings", warning);
      continue;
    }
    code = ExitCode::audit_violated;
    reason = "audit failed: " + audit.name;
  }
  return code;
}

} // namespace

std::vector<std::string> describe_time(const Parameters& parameters) {
  const TimeSettings& time = parameters.time;
  std::vector<std::string> lines;
  lines.push_back(format_text("Time                     0 to %.6g s from %s", time.end,
                              time.start == TimeStart::steady_state
                                  ? "the steady state of the values before t = 0"
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
                      TransientCounts* const counts) {
  const Parameters& parameters = simulation.parameters();
  Log& log = session.log();
  RunRecord& record = session.record();
  Outcome outcome;
  if (parameters.time.start == TimeStart::steady_state)
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
  outcome.code = find_start(simulation, mesh, log, outcome.reason);
  if (outcome.code != ExitCode::success) return outcome;

  const double began = MPI_Wtime();
  Integration<dim> integration(simulation, mesh, parameters, log, session.folder());
  Vector start = simulation.solution();
  if (parameters.time.start == TimeStart::initial_concentrations) {
    if (!start_from_concentrations(simulation, integration.transient(), mesh, start))
      log("warning: the potential of the initial concentrations was not found; that of t = 0 in "
          "the files is 0 V");
  }
  outcome.code = integration.run(start, outcome.reason);
  session.record_phase_times();
  check_unused_petsc_options(parameters);
  const TransientCounts& n = integration.counts();
  if (counts) *counts = n;
  log("");
  log(format_text("Steps: %u, repeated %u; Newton steps %u, Krylov iterations %u", n.accepted,
                  n.rejected, n.newton, n.krylov));
  record.set("time/steps", n.accepted);
  record.set("time/repeated steps", n.rejected);
  record.set("time/scheme", parameters.time.scheme);
  record.set("time/breaks [s]", parameters.time.breaks);
  record.set("time/end [s]", integration.end());
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
  if (outcome.code != ExitCode::success) log("error: " + outcome.reason);
  log("");
  return outcome;
}

template Outcome run_transient(SteadySimulation<2>&, Session&, TransientCounts*);
template Outcome run_transient(SteadySimulation<3>&, Session&, TransientCounts*);

} // namespace ionflux
