#include <ionflux/app/simulation.h>

#include <ionflux/app/converge.h>
#include <ionflux/app/impedance.h>
#include <ionflux/app/integrate.h>
#include <ionflux/app/problem_summary.h>
#include <ionflux/app/restart.h>
#include <ionflux/app/run_report.h>
#include <ionflux/app/solve_program.h>
#include <ionflux/app/sweep/sweep.h>
#include <ionflux/input/input_names.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/support/text.h>

#include <deal.II/base/mpi.h>

namespace ionflux {

using namespace dealii;

namespace {

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
int run_dimension(const Parameters& parameters) {
  Session session(parameters, parameters.file_name);
  session.log()("");
  const Origin origin = find_origin(parameters);
  SteadySimulation<dim> simulation(parameters, MPI_COMM_WORLD, session.speech(), origin.scales());
  check_mesh(origin, simulation);
  session.open(parameters.output.directory, ResultKind::run, parameters.output.force,
               origin.goes_on);
  session.describe(parameters);
  const auto find_state = [&] {
    if (parameters.time.requested) return run_transient(simulation, session, nullptr, origin);
    const ProgramSolve solved = solve_program(simulation, session);
    session.record_phase_times();
    Outcome ended;
    ended.code = conclude_run(simulation, parameters, solved.solve, session.log(), session.folder(),
                              session.record(), ended.reason);
    for (const std::string& line : solved.closing)
      session.log()(line);
    if (parameters.output.checkpoint && ended.code == ExitCode::success)
      CheckpointWriter(session.folder())
          .write(simulation.discretization(), {simulation.solution()},
                 {{"input", input_memory(simulation)}});
    return ended;
  };
  const Outcome outcome = session.run([&] {
    const Outcome found = find_state();
    if (!parameters.impedance.requested || found.code != ExitCode::success) return found;
    return measure_impedance(simulation, session);
  });
  return static_cast<int>(outcome.code);
}

template <int dim>
int check_dimension(const Parameters& parameters) {
  Log log(Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0);
  check_petsc_options(parameters);
  const Origin origin = find_origin(parameters);
  SteadySimulation<dim> simulation(
      parameters, MPI_COMM_WORLD, [](const std::string&) {}, origin.scales());
  check_mesh(origin, simulation);
  if (parameters.convergence.requested) check_goals(parameters, simulation.labels());
  simulation.refine_fully();
  log(parameters.file_name + ": " + parameters.title);
  for (const std::string& line : problem_summary(simulation))
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
