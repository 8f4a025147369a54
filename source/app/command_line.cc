#include <ionflux/algebra/petsc.h>
#include <ionflux/app/command_line.h>
#include <ionflux/app/commands.h>
#include <ionflux/app/usage_fault.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/text.h>
#include <ionflux/support/version.h>

#include <deal.II/base/config.h>

#include <CLI/CLI.hpp>

#include <mpi.h>

#include <chrono>
#include <iostream>
#include <new>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace ionflux {

namespace {

int rank() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

void add_file_options(CLI::App& command, Request& request) {
  command.add_option("FILE", request.file, "Parameter file (.prm)")->required();
  command
      .add_option("--set", request.overrides,
                  "Replace one parameter: \"Section/Name=value\"; may be repeated")
      ->allow_extra_args(false)
      ->type_name("PARAMETER=VALUE");
  command.add_option("--petsc", request.petsc_options, "Options appended to Solver/PETSc options")
      ->type_name("\"OPTIONS\"");
  command.add_option("--output", request.directory, "Folder for the results (Output/Directory)")
      ->type_name("DIR");
}

void add_result_options(CLI::App& command, Request& request) {
  command.add_flag("--force", request.force,
                   "Replace what the output folder holds: points of another input, or the result "
                   "of another command (a run where a sweep was)");
  command.add_flag("--report", request.report,
                   "Write report.html at the end, as the command `report` does");
}

/// The two shortcuts are overrides too, and go through the same checks.
void expand_shortcuts(Request& request) {
  if (!request.directory.empty())
    request.overrides.push_back("Output/Directory=" + request.directory);
  if (!request.petsc_options.empty())
    request.overrides.push_back("Solver/PETSc options+=" + request.petsc_options);
}

/// With what a program can do on this machine: preconditioners depend on the distribution's PETSc.
std::string version_text() {
  return format_text("ionflux %s\ndeal.II %s, PETSc %d.%d.%d\npreconditioners: %s", version(),
                     DEAL_II_PACKAGE_VERSION, PETSC_VERSION_MAJOR, PETSC_VERSION_MINOR,
                     PETSC_VERSION_SUBMINOR, join(available_preconditioners(), ", ").c_str());
}

/// Throws InputError(usage).
Request read_command_line(const int argc, const char* const* argv) {
  Request request;
  CLI::App app("ionflux: adaptive finite elements for ion transport", "ionflux");
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  for (const Command& row : commands()) {
    CLI::App* const command = app.add_subcommand(row.name, row.words);
    if (row.reads_file) add_file_options(*command, request);
    if (row.leaves_result) add_result_options(*command, request);
  }
  CLI::App* const sweep = app.get_subcommand("sweep");
  CLI::App* const report = app.get_subcommand("report");
  CLI::App* const params = app.get_subcommand("params");
  app.get_subcommand("run")->add_flag(
      "--continue", request.go_on,
      "Go on with a run in time from its last checkpoint in the output folder; from the beginning "
      "where there is none");
  CLI::Option* const jobs = sweep->add_option(
      "--jobs", request.jobs, "Instead: write one folder a point and a Slurm array script");
  jobs->type_name("DIR");
  sweep->add_option("--collect", request.collect, "Instead: gather what the jobs of DIR have done")
      ->type_name("DIR")
      ->excludes(jobs);
  report->add_option("DIR", request.directory, "Folder of a result: it holds run.json")->required();
  report->add_flag("--pdf", request.pdf, "Write each picture as PDF, too, into DIR/report");
  params
      ->add_option(
          "--format", request.format,
          "md (manual), prm (template), json (a list for programs) or schema (JSON Schema)")
      ->check(CLI::IsMember({"md", "prm", "json", "schema"}));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) { // --help, --version
    std::ostringstream text, errors;
    app.exit(success, text, errors);
    request.text = text.str();
    return request;
  } catch (const CLI::ParseError& error) {
    throw InputError(ExitCode::usage,
                     std::vector<Fault>{usage_fault(app, error, {argv + 1, argv + argc})});
  }
  request.command = app.get_subcommands().front()->get_name();
  expand_shortcuts(request);
  return request;
}

int execute(const Request& request) {
  for (const Command& row : commands())
    if (row.name == request.command) return row.execute(request);
  if (rank() == 0) std::cout << request.text << std::flush; // help or version
  return static_cast<int>(ExitCode::success);
}

/// Whether all ranks come here within a few seconds. A rank that does not is stuck in a collective
/// call that this one will never join: the error was not the same everywhere.
bool all_ranks_arrive(MPI_Comm comm) {
  MPI_Request barrier;
  MPI_Ibarrier(comm, &barrier);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  int done = 0;
  while (!done && std::chrono::steady_clock::now() < end) {
    MPI_Test(&barrier, &done, MPI_STATUS_IGNORE);
    if (!done) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return done;
}

[[noreturn]] void abort_job(const ExitCode code, const std::string& what) {
  std::cerr << what << std::endl;
  MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
  std::abort(); // not reached
}

/// What was printed must have arrived, or a script would go on with half of it. Collective.
void require_console(const int code) {
  int is_lost = rank() == 0 && !(std::cout << std::flush);
  MPI_Bcast(&is_lost, 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (is_lost && code == static_cast<int>(ExitCode::success))
    throw InputError(ExitCode::output_failed,
                     "cannot write to the standard output (is the disk full?); files in the output "
                     "folder are not affected");
}

/// The error of the user's options, if there are any: combinations that PETSc cannot do show when
/// it solves, not when it reads them.
Fault fault_of_options(const std::string& what) {
  return {"PETSc cannot do what its options ask for: " + what,
          {},
          "Solver/PETSc options",
          inserted_petsc_options(),
          "other options; if it fails without any, this is a fault of ionflux"};
}

/// End with an error that all ranks have.
int end_with(const InputError& error, MPI_Comm errors, const std::string& on_rank) {
  if (!all_ranks_arrive(errors)) abort_job(error.code(), on_rank + error.what());
  if (rank() == 0) std::cerr << error.what() << std::endl;
  return static_cast<int>(error.code());
}

} // namespace

int run_command_line(const int argc, const char* const* argv) {
  MPI_Comm errors; // of its own, so that it cannot be confused with other collective calls
  MPI_Comm_dup(MPI_COMM_WORLD, &errors);
  int code = static_cast<int>(ExitCode::internal);
  const std::string on_rank = "on rank " + std::to_string(rank()) + ": ";
  try {
    code = execute(read_command_line(argc, argv));
    require_console(code);
  } catch (const InputError& error) {
    code = end_with(error, errors, on_rank);
  } catch (const PetscFailure& error) {
    if (inserted_petsc_options().empty())
      abort_job(ExitCode::internal, "internal error " + on_rank + error.what());
    code = end_with(
        InputError(ExitCode::bad_parameters, std::vector<Fault>{fault_of_options(error.what())}),
        errors, on_rank);
  } catch (const std::bad_alloc&) {
    abort_job(ExitCode::resources, "error: " + on_rank + "out of memory");
  } catch (const std::exception& error) {
    abort_job(ExitCode::internal, "internal error " + on_rank + error.what());
  } catch (...) {
    abort_job(ExitCode::internal, "internal error " + on_rank + "unknown exception");
  }
  MPI_Comm_free(&errors);
  return code;
}

} // namespace ionflux
