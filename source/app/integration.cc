#include <ionflux/app/integration.h>
#include <ionflux/app/stop_signals.h>

#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using nlohmann::json;

namespace {

// Of the steps in a checkpoint: state, contents, their rate.
constexpr unsigned int n_vectors = 3;

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

} // namespace

template <int dim>
Integration<dim>::Integration(SteadySimulation<dim>& simulation, TimeMesh<dim>& mesh,
                              const Parameters& parameters, Session& session,
                              const unsigned int place)
    : time(parameters.time), simulation(simulation), log(session.log()),
      directory(session.folder()), is_part(session.is_part()), checkpoints(directory, place),
      problem(simulation, parameters), stepper(problem, tableau(time.scheme), parameters.solver),
      control({time.tolerance, time.first_step, time.smallest_step, time.largest_step,
               time.fixed_step}),
      flux_errors(tableau(time.scheme), parameters.electrolyte.n_species()),
      mesh_errors(simulation, parameters, problem.values_vary()),
      output(simulation, parameters, problem, directory), mesh(mesh),
      preconditioner(stepper.preconditioner()) {
  output.add_table_of_meshes(mesh.rows());
}

template <int dim>
void Integration<dim>::begin(const Vector& start) {
  problem.value_bounds().begin(start);
  mesh_errors.begin(start);
  stepper.start(start, 0.0);
  output.begin(stepper);
  output.write(stepper);
}

template <int dim>
void Integration<dim>::resume(const json& memory, const std::vector<Vector>& vectors) {
  stepper.resume(stepper_state(memory["steps"], vectors));
  control.resume(control_memory(memory["steps"]));
  problem.set_error_scales(memory["error scales"].template get<std::vector<double>>());
  flux_errors.resume(memory["flux errors"]);
  last_break = memory["last break"];
  problem.value_bounds().resume(memory["bounds"].template get<std::vector<double>>());
  problem.set_time(stepper.time());
  mesh_errors.resume(memory["mesh errors"], {vectors.begin() + n_vectors, vectors.end()});
  mesh.rows().take_rows(memory["meshes"]);
  mesh.set_steps_since(memory["steps since"]);
  if (memory.contains("change")) change = memory["change"];
  output.resume(memory["output"]);
  const std::vector<unsigned int> counts = memory["counts"];
  n = {counts.at(0), counts.at(1), counts.at(2), counts.at(3)};
  for (const std::string file : memory["files"])
    directory.note_file(file);
}

template <int dim>
void Integration<dim>::checkpoint() {
  if (is_part) return;
  const StepperState& state = stepper.standing();
  std::vector<Vector> vectors;
  for (const VecHandle* const one : {&state.x, &state.content, &state.rate}) {
    vectors.push_back(simulation.discretization().make_vector());
    IONFLUX_PETSC(VecCopy(*one, vectors.back()));
  }
  for (const Vector& one : mesh_errors.vectors())
    vectors.push_back(one);
  json memory = {{"input", input_memory(simulation)},
                 {"steps", step_memory(state, control.memory())},
                 {"error scales", problem.error_scales()},
                 {"bounds", problem.value_bounds().memory()},
                 {"flux errors", flux_errors.memory()},
                 {"mesh errors", mesh_errors.memory()},
                 {"last break", last_break},
                 {"meshes", mesh.rows().rows_csv()},
                 {"steps since", mesh.steps_since()},
                 {"output", output.memory()},
                 {"counts", {n.accepted, n.rejected, n.newton, n.krylov}},
                 {"files", directory.files()}};
  if (std::isfinite(change)) memory["change"] = change;
  if (!checkpoints.write(simulation.discretization(), vectors, std::move(memory)))
    log("warning: no checkpoint was written: the disk has no room for it");
  last_checkpoint = MPI_Wtime();
}

template <int dim>
void Integration<dim>::leave_last_state() {
  log(format_text("The last accepted state, of t = %.6g s, is the last one in the files.",
                  stepper.time()));
  stepper.recall();
  if (output.last_written() < stepper.time()) output.write(stepper);
  output.write_tables(); // with what was tried since
  checkpoint();
}

// Steps up to a stop, or to a steady state before it.
template <int dim>
ExitCode Integration<dim>::run_to(const double stop, const bool is_break, std::string& reason) {
  while (stepper.time() < stop && !is_steady(stop)) {
    const ExitCode code = step(stop, is_break, reason);
    if (code != ExitCode::success) {
      leave_last_state();
      return code;
    }
    if (!is_time_to_stop(reason)) continue;
    output.write_tables();
    checkpoint();
    return ExitCode::stopped_early;
  }
  return ExitCode::success;
}

template <int dim>
ExitCode Integration<dim>::run(std::string& reason) {
  log("");
  log("      time [s]    step [s]  err./tol.  Newton  Krylov  to go");
  began = last_checkpoint = clock = MPI_Wtime();
  const double from = stepper.time();
  std::vector<double> stops = time.outputs;
  stops.insert(stops.end(), time.breaks.begin(), time.breaks.end());
  std::sort(stops.begin(), stops.end());
  for (const double stop : stops) {
    if (stop < from) continue;
    const bool is_break = std::binary_search(time.breaks.begin(), time.breaks.end(), stop);
    if (const ExitCode code = run_to(stop, is_break, reason); code != ExitCode::success)
      return code;
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
    flux_errors.forget();
    mesh_errors.forget();
    last_break = stop;
  }
  checkpoint();
  return ExitCode::success;
}

template <int dim>
ExitCode Integration<dim>::step(const double stop, const bool is_break, std::string& reason) {
  const double from = stepper.time(), room = stop - from;
  if (n.accepted + n.rejected >= time.largest_number_of_steps) {
    reason = format_text("the largest number of steps, %u, was reached at t = %.6g s",
                         time.largest_number_of_steps, from);
    return ExitCode::no_convergence;
  }
  if (mesh.is_due() && stepper.knows_rate()) {
    const std::string done = mesh.follow(stepper, problem);
    if (!done.empty()) {
      log(done);
      flux_errors.forget(); // fluxes have another error of the mesh now
      mesh_errors.give_up();
    }
  }
  // The rate of change is not known there: a scheme of lower order begins.
  const double proposed = control.propose(room),
               length = stepper.is_on_new_mesh() ? 0.5 * proposed : proposed,
               end = length < room ? from + length : stop;
  StepOutcome outcome = stepper.step(end, is_break && end == stop);
  const bool is_judged = !stepper.is_on_new_mesh();
  const double of_contents = outcome.error;
  double of_fluxes = 0.0;
  if (outcome.solved && is_judged && time.fixed_step <= 0.0)
    of_fluxes = flux_errors.judge(end, problem.through_boundaries(stepper.reached_fluxes()),
                                  output.amounts(stepper.content())) /
                FluxErrors::allowed;
  if (length >= shortest_judged(end)) outcome.error = std::max(of_contents, of_fluxes);
  n.newton += outcome.newton_steps;
  n.krylov += outcome.krylov_iterations;
  const bool accepted = outcome.solved && (!is_judged || control.accepts(outcome.error));
  const double steered =
      std::max(of_contents, steering(of_fluxes, end, length, outcome.order, accepted));
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
    if (!stepper.is_behind_jump())
      flux_errors.accept(end, problem.through_boundaries(stepper.fluxes()),
                         output.other_curves(stepper));
    if (is_judged) control.accepted(length, steered, outcome.order);
    Vector x = simulation.discretization().make_vector();
    IONFLUX_PETSC(VecCopy(stepper.state(), x));
    mesh_errors.follow(x, end);
    output.add_rows(stepper, flux_errors.errors(), mesh_errors);
    log(progress(end, length, outcome,
                 is_judged ? outcome.error / time.tolerance
                           : std::numeric_limits<double>::quiet_NaN(),
                 time_to_go(length)));
    return ExitCode::success;
  }
  ++n.rejected;
  if (outcome.solved)
    control.rejected(length, steered, outcome.order);
  else
    control.failed(length);
  log(format_text(
      "  %12.6g  %10.4g  repeated with a shorter step: %s", end, length,
      outcome.solved
          ? format_text("error %.2g times the tolerance", outcome.error / time.tolerance).c_str()
          : outcome.reason.c_str()));
  if (!control.is_exhausted()) return ExitCode::success;
  return give_up(outcome, from, reason);
}

template <int dim>
ExitCode Integration<dim>::give_up(const StepOutcome& outcome, const double from,
                                   std::string& reason) const {
  reason = format_text("no step of %.3g s or more from t = %.6g s succeeds: ",
                       time.fixed_step > 0.0 ? time.fixed_step : time.smallest_step, from) +
           (outcome.solved ? "the error stays above the tolerance" : outcome.reason);
  if (simulation.model().electrolyte.is_neutral_in_concentrations() &&
      simulation.parameters().degree > 1)
    reason += " (if a concentration has fallen below zero: it does not with 'Degree' = 1)";
  return outcome.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
}

// Behind a step: the clock and signals, alike on all ranks. Writes the checkpoint that is due if
// the run does not stop.
template <int dim>
bool Integration<dim>::is_time_to_stop(std::string& reason) {
  if (is_part || stepper.time() >= time.end) return false;
  const MPI_Comm communicator = directory.mpi_communicator();
  const double now = Utilities::MPI::broadcast(communicator, MPI_Wtime());
  const bool by_clock = time.wall_time > 0.0 && now - began >= time.wall_time;
  if (by_clock || StopSignals::any(communicator)) {
    reason = format_text("stopped at t = %.6g s by %s; `ionflux run --continue` goes on from there",
                         stepper.time(), by_clock ? "'Wall time'" : "a signal");
    return true;
  }
  if (now - last_checkpoint >= time.checkpoint_interval) {
    output.write_tables();
    checkpoint();
  }
  return false;
}

// As if all steps to come were like the last one.
template <int dim>
double Integration<dim>::time_to_go(const double length) {
  const double now = MPI_Wtime(), seconds = now - clock;
  clock = now;
  return seconds * (time.end - stepper.time()) / length;
}

template class Integration<2>;
template class Integration<3>;

} // namespace ionflux
