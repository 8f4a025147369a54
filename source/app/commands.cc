#include <ionflux/app/commands.h>

#include <ionflux/app/converge.h>
#include <ionflux/app/report.h>
#include <ionflux/app/simulation.h>
#include <ionflux/app/sweep/sweep.h>
#include <ionflux/input/manual.h>
#include <ionflux/input/parameters.h>

#include <mpi.h>

#include <iostream>

namespace ionflux {

namespace {

bool prints() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank == 0;
}

/// The report of a result, if its script can be run: whatever happens to it, the result stands.
void add_report(const std::string& directory) {
  std::string reason = "see above";
  try {
    if (prints()) std::cout << "Report: " << std::flush; // the script prints its file
    if (write_report(directory) == 0) return;
  } catch (const InputError& error) {
    reason = error.faults().front().what;
  }
  if (prints()) std::cout << "none (" << reason << "); the results are not affected" << std::endl;
}

/// Whether the output folder tells of this run; with other codes it may hold an earlier one.
bool leaves_a_record(const int code) {
  for (const ExitCode known : {ExitCode::success, ExitCode::no_convergence, ExitCode::non_finite,
                               ExitCode::audit_violated, ExitCode::stopped_early})
    if (code == static_cast<int>(known)) return true;
  return false;
}

Parameters parameters_of(const Request& request) {
  Parameters parameters = read_parameters(request.file, request.overrides);
  parameters.output.force = request.force;
  parameters.output.go_on = request.go_on;
  return parameters;
}

/// A program that leaves a result, and its report if that is wanted.
template <typename Program>
int compute(const Request& request, const Program& program) {
  const Parameters parameters = parameters_of(request);
  const int code = program(parameters);
  if (request.report && leaves_a_record(code)) add_report(parameters.output.directory);
  return code;
}

int run(const Request& request) {
  return compute(request, [](const Parameters& parameters) {
    if (parameters.sweep.requested && parameters.output.go_on)
      throw InputError(ExitCode::usage, "a sweep goes on by itself, without --continue");
    return parameters.sweep.requested ? run_sweep(parameters, parameters.output.force)
                                      : run_simulation(parameters);
  });
}

int check(const Request& request) { return check_simulation(parameters_of(request)); }

int converge(const Request& request) { return compute(request, run_convergence); }

int sweep(const Request& request) {
  if (!request.jobs.empty()) return write_jobs(parameters_of(request), request.jobs);
  if (!request.collect.empty()) return collect_jobs(parameters_of(request), request.collect);
  return compute(request, [](const Parameters& parameters) {
    return run_sweep(parameters, parameters.output.force);
  });
}

int report(const Request& request) { return write_report(request.directory, request.pdf); }

int params(const Request& request) {
  const std::string text = parameter_manual(request.format);
  if (prints()) std::cout << text << std::flush;
  return static_cast<int>(ExitCode::success);
}

} // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"run", "Solve the problem of a parameter file", true, true, run},
      {"check", "Check a parameter file without solving", true, false, check},
      {"converge", "Solve on several meshes and make a table of convergence rates", true, true,
       converge},
      {"sweep", "Solve for all points of the section 'Sweep' (run does, too)", true, true, sweep},
      {"report", "Write report.html, with pictures and tables, into the folder of a result", false,
       false, report},
      {"params", "Print the manual of all parameters", false, false, params}};
  return table;
}

} // namespace ionflux
