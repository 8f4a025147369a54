#include <ionflux/app/simulation.h>

#include <ionflux/algebra/phase_times.h>
#include <ionflux/app/adaptive_solve.h>
#include <ionflux/app/converge.h>
#include <ionflux/app/integrate.h>
#include <ionflux/app/run_report.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/app/sweep/sweep.h>
#include <ionflux/input/input_names.h>
#include <ionflux/input/input_record.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/input/scales.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/support/text.h>
#include <ionflux/support/version.h>

#include <nlohmann/json.hpp>

#include <deal.II/base/mpi.h>

namespace ionflux {

using namespace dealii;

namespace {

const MPI_Comm world = MPI_COMM_WORLD;

bool first_rank() { return Utilities::MPI::this_mpi_process(world) == 0; }

/// The names by which conditions, materials and profiles may refer to the mesh.
void describe_names(const MeshLabels& labels, Log& log) {
  std::vector<std::string> boundaries;
  const std::vector<std::string> interfaces = interface_names(labels);
  for (const std::string& name : labels.boundaries)
    if (!contains(boundaries, name))
      boundaries.push_back(labels.symmetries.count(name) > 0 ? name + " (symmetry)" : name);
  log("Boundaries               " + join(boundaries, ", "));
  if (!interfaces.empty()) log("Interfaces               " + join(interfaces, ", "));
  log("Regions                  " + join(labels.regions, ", "));
}

template <int dim>
ExitCode run_in(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log,
                OutputDirectory& directory, RunRecord& record, std::string& reason) {
  if (parameters.time.requested)
    return run_transient(simulation, parameters, log, directory, record, reason);
  simulation.prepare_mesh();
  for (const std::string& line : simulation.summary())
    log(line);
  describe_mesh(simulation, parameters, log);

  const AdaptiveOutcome outcome = solve_adaptively(simulation, parameters, log, directory, record);
  const SolveResult& result = outcome.solve;
  for (const auto& [name, seconds] : phase_times())
    record.set("seconds/of which/" + name, seconds);
  const ExitCode code =
      conclude_run(simulation, parameters, result, log, directory, record, reason);
  for (const std::string& line : outcome.summary)
    log(line);
  return code;
}

template <int dim>
int run_dimension(const Parameters& parameters) {
  Log log(first_rank());
  log(format_text("ionflux %s on %u rank(s): %s", version(), Utilities::MPI::n_mpi_processes(world),
                  parameters.file_name.c_str()));
  if (!parameters.title.empty()) log(parameters.title);
  log("");
  begin_phase_times();
  take_petsc_options(parameters);
  SteadySimulation<dim> simulation(parameters, world,
                                   [&log](const std::string& line) { log(line); });
  OutputDirectory directory(world, parameters.output.directory, ResultKind::run,
                            parameters.output.force);
  directory.open_log(log);
  directory.write_text("original.prm", parameters.original_text);
  directory.write_text("resolved.prm", parameters.resolved_text);
  RunRecord record(world, parameters.file_name, parameters.original_text, parameters.title);
  record_input(record, parameters);
  std::string reason = "done";
  ExitCode code = ExitCode::internal;
  try {
    code = run_in(simulation, parameters, log, directory, record, reason);
  } catch (const InputError& error) { // alike on all ranks, see InputError
    record.write(directory, error.code(), error.what());
    throw;
  }
  record.write(directory, code, reason);
  log("Files in " + parameters.output.directory + "/:");
  std::string names;
  for (const std::string& name : directory.files())
    if (name.find(".vtu") == std::string::npos) names += (names.empty() ? "  " : ", ") + name;
  log(names);
  log("Finished: " + reason);
  return static_cast<int>(code);
}

template <int dim>
int check_dimension(const Parameters& parameters) {
  Log log(first_rank());
  check_petsc_options(parameters);
  SteadySimulation<dim> simulation(parameters, world, [](const std::string&) {});
  if (parameters.convergence.requested) check_goals(parameters, simulation.labels());
  simulation.refine_fully();
  log(parameters.file_name + ": " + parameters.title);
  for (const std::string& line : simulation.summary())
    log(line);
  describe_mesh(simulation, parameters, log);
  describe_names(simulation.labels(), log);
  if (parameters.sweep.requested) log(check_sweep(parameters));
  if (parameters.time.requested)
    for (const std::string& line : describe_time(parameters))
      log(line);
  log("No fault found.");
  return 0;
}

} // namespace

int run_simulation(const Parameters& parameters) {
  return parameters.dimension == 2 ? run_dimension<2>(parameters) : run_dimension<3>(parameters);
}

int check_simulation(const Parameters& parameters) {
  return parameters.dimension == 2 ? check_dimension<2>(parameters)
                                   : check_dimension<3>(parameters);
}

} // namespace ionflux
